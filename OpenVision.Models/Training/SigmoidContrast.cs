using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Training;

/// <summary>
/// SigLIP's loss some rows of the similarity matrix at a time (<see cref="SoftmaxContrast"/>); as every pair is a question of its
/// own, one pass has the loss and the gradients.
/// </summary>
internal sealed class SigmoidContrast : autograd.SingleTensorFunction<SigmoidContrast>
{
    /// <inheritdoc/>
    public override string Name => nameof(SigmoidContrast);

    /// <summary>The loss.</summary>
    /// <param name="images">Image embeddings of length 1, float32, [B, E].</param>
    /// <param name="texts">Text embeddings of length 1, float32, [B, E].</param>
    /// <param name="scale">What similarities are multiplied with, a scalar.</param>
    /// <param name="bias">What is added to them then, a scalar.</param>
    /// <param name="rowsAtOnce">The number of images whose similarities are computed together.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Of(Tensor images, Tensor texts, Tensor scale, Tensor bias, long rowsAtOnce) =>
        apply(images, texts, scale, bias, rowsAtOnce, is_grad_enabled());

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor images, Tensor texts, Tensor scale, Tensor bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3]);
        (long rowsAtOnce, bool trains) = ((long)vars[4], (bool)vars[5]);
        using DisposeScope scope = NewDisposeScope();
        long batch = images.shape[0];
        Tensor scaled = images * scale;                                                         // [B, E]
        Tensor sum = zeros([], ScalarType.Float32, images.device), ofBias = zeros_like(bias);
        ContrastGradients? gradients = trains ? new(images, texts, scale, 1.0 / batch) : null;
        for (long at = 0; at < batch; at += rowsAtOnce)
        {
            using DisposeScope block = NewDisposeScope();
            Tensor logits = scaled.narrow(0, at, Math.Min(rowsAtOnce, batch - at)).matmul(texts.t()).Plus(bias); // [R, B]

            // The answer is no everywhere but at an image's own text.
            Tensor own = logits.diagonal(at, 0, 1);
            own.neg_();
            sum.Add(functional.softplus(logits).sum());
            if (gradients is not null)
            {
                logits.sigmoid_();
                own.neg_();
                ofBias.Add(logits.sum());
                gradients.Add(at, scaled, logits);
            }
        }

        if (gradients is not null)
        {
            ctx.save_for_backward([.. gradients.Finish(), ofBias.Times(1.0 / batch).MoveToOuterDisposeScope()]);
        }

        return sum.Times(1.0 / batch).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [.. ContrastGradients.Scaled(ctx.get_saved_variables(), grad_output), null!, null!];
}
