using OpenVision.Kernels;
using OpenVision.Layers;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Training;

/// <summary>
/// The summed cross entropy of a linear map's answers, a few rows at a time: no more than one chunk's logits exist. The forward
/// pass computes the gradients too, while it has the probabilities; the backward pass only scales them. R rows of width W meet V
/// words.
/// </summary>
internal sealed class ChunkedCrossEntropy : autograd.SingleTensorFunction<ChunkedCrossEntropy>
{
    /// <inheritdoc/>
    public override string Name => nameof(ChunkedCrossEntropy);

    /// <summary>The sum over rows. The map's gradients are added to what its leaves hold, in float32 where they are rounded.</summary>
    /// <param name="rows">What the map reads, [R, W].</param>
    /// <param name="labels">The right words, int64, [R].</param>
    /// <param name="head">The map.</param>
    /// <param name="rowsAtOnce">The number of rows whose logits are computed together.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Sum(Tensor rows, Tensor labels, Linear head, long rowsAtOnce) =>
        apply(rows, labels, head.Weight, head.Bias!, rowsAtOnce, is_grad_enabled());

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor rows, Tensor labels, Tensor weight, Tensor? bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor?)vars[3]);
        (long rowsAtOnce, bool trains) = ((long)vars[4], (bool)vars[5]);
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = zeros([], ScalarType.Float32, rows.device);
        Gradients? gradients = trains ? new Gradients(rows, weight, bias) : null;
        bool inPlace = rows.device_type == DeviceType.CPU && LibTorch.IsThere;
        for (long at = 0; at < rows.shape[0]; at += rowsAtOnce)
        {
            using DisposeScope chunk = NewDisposeScope();
            long count = Math.Min(rowsAtOnce, rows.shape[0] - at);
            Tensor x = rows.narrow(0, at, count);                                               // [C, W]
            Tensor own = labels.narrow(0, at, count);                                           // [C]
            (Tensor loss, Tensor error) = inPlace ? InPlace(x, own, weight, bias) : ByOperators(x, own, weight, bias);
            sum.Add(loss);
            gradients?.Add(at, x, error);
        }

        if (gradients is not null)
        {
            ctx.save_for_backward(gradients.MoveToOuterDisposeScope(weight, bias));
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        double factor = grad_output.item<float>();
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor rows = saved[0].Times(factor).MoveToOuterDisposeScope();
        for (int i = 1; i < saved.Count; i += 2)
        {
            Accumulate(saved[i + 1], saved[i], factor);
        }

        return [rows, null!, null!, null!, null!, null!];
    }

    // A chunk's summed loss and the gradients of its logits, [C, V].
    private static (Tensor Loss, Tensor Error) InPlace(Tensor x, Tensor own, Tensor weight, Tensor? bias)
    {
        Tensor logits = x.mm(weight.t()), losses = empty(x.shape[0]);
        CrossEntropyKernel.Run(logits, bias, own, losses);
        return (losses.sum(), logits);
    }

    // The same where the kernel does not run.
    private static (Tensor Loss, Tensor Error) ByOperators(Tensor x, Tensor own, Tensor weight, Tensor? bias)
    {
        Tensor right = own.unsqueeze(1), logarithms = LogSoftmax(functional.linear(x, weight, bias));
        Tensor loss = logarithms.gather(1, right).sum().neg();
        return (loss, Error(logarithms, right));
    }

    // Both the logits as they were multiplied and their copy in float32 are gone afterwards.
    private static Tensor LogSoftmax(Tensor logits)
    {
        using Tensor given = logits;
        using Tensor exact = given.to_type(ScalarType.Float32);
        return functional.log_softmax(exact, 1);
    }

    // The gradient of the logits: probabilities, less 1 at the right word.
    private static Tensor Error(Tensor logarithms, Tensor own)
    {
        Tensor probabilities = logarithms.exp_();
        using Tensor one = ones_like(own, ScalarType.Float32);
        return probabilities.scatter_add_(1, own, one.neg());
    }

    private static void Accumulate(Tensor leaf, Tensor gradient, double factor)
    {
        using Tensor sum = leaf.grad ?? throw new InvalidOperationException("The head's parameters have no buffer for their gradients.");
        sum.Add(gradient, factor);
    }

    /// <summary>
    /// The gradients so far; a frozen map has none. The map's are summed in float32: a bfloat16 sum over chunks would lose the small ones.
    /// </summary>
    private sealed class Gradients(Tensor rows, Tensor weight, Tensor? bias)
    {
        private readonly Tensor ofRows = empty_like(rows);
        private readonly Tensor? ofWeight = OfLeaf(weight);
        private readonly Tensor? ofBias = OfLeaf(bias);

        public void Add(long at, Tensor x, Tensor error)
        {
            using Tensor rounded = error.to_type(x.dtype);                                          // [C, V]
            using Tensor here = ofRows.narrow(0, at, x.shape[0]);
            here.copy_(rounded.matmul(weight));
            ofBias?.Add(error.sum([0], type: ScalarType.Float32));
            if (ofWeight is null)
            {
                return;
            }

            if (x.dtype == ScalarType.Float32)
            {
                ofWeight.addmm_(rounded.t(), x);
            }
            else
            {
                ofWeight.Add(rounded.t().matmul(x));
            }
        }

        public List<Tensor> MoveToOuterDisposeScope(Tensor weight, Tensor? bias)
        {
            List<Tensor> saved = [ofRows.MoveToOuterDisposeScope()];
            Add(saved, ofWeight, weight);
            Add(saved, ofBias, bias);
            return saved;
        }

        private static Tensor? OfLeaf(Tensor? leaf) => leaf is { requires_grad: true } ? zeros_like(leaf, ScalarType.Float32) : null;

        private static void Add(List<Tensor> saved, Tensor? gradient, Tensor? leaf)
        {
            if (gradient is not null && leaf is not null)
            {
                saved.AddRange([gradient.MoveToOuterDisposeScope(), leaf]);
            }
        }
    }
}
