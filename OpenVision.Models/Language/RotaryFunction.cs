using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>Splits tokens into heads and turns these to their positions by kernels of our own, with the derivative.</summary>
internal sealed class RotaryFunction : autograd.SingleTensorFunction<RotaryFunction>
{
    private const string Turn = "turn";

    /// <inheritdoc/>
    public override string Name => nameof(RotaryFunction);

    /// <summary>Turns.</summary>
    /// <param name="x">[B, T, H × D].</param>
    /// <param name="rotation">The rotation at the tokens' positions.</param>
    /// <param name="heads">H.</param>
    /// <returns>[B, H, T, D], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor x, Rotation rotation, int heads) =>
        is_grad_enabled() && x.requires_grad ? apply(x, rotation, heads) : Run(x, rotation, heads);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Rotation rotation, int heads) = ((Tensor)vars[0], (Rotation)vars[1], (int)vars[2]);
        ctx.save_for_backward([rotation.Cosine, rotation.Sine]);
        ctx.save_data(Turn, heads);
        return Run(x, rotation, heads);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        List<Tensor> saved = ctx.get_saved_variables();
        using Tensor cosine = saved[0], sine = saved[1];
        long[] shape = grad_output.shape;                                           // [B, H, T, D]
        Tensor gradient = empty([shape[0], shape[2], shape[1] * shape[3]], grad_output.dtype);
        RotaryKernel.Backward(grad_output.contiguous(), cosine, sine, gradient);
        return [gradient.MoveToOuterDisposeScope(), null!, null!];
    }

    private static Tensor Run(Tensor x, Rotation rotation, int heads)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        long[] shape = x.shape;
        Tensor result = empty([shape[0], heads, shape[1], shape[2] / heads], x.dtype);
        RotaryKernel.Forward(x.contiguous(), rotation.Cosine, rotation.Sine, result);
        return result.MoveToOuterDisposeScope();
    }
}
