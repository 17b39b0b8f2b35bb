using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary><see cref="RmsNorm"/> by kernels of our own, with its derivative.</summary>
internal sealed class RmsNormFunction : autograd.SingleTensorFunction<RmsNormFunction>
{
    private const string Norm = "norm";

    /// <inheritdoc/>
    public override string Name => nameof(RmsNormFunction);

    /// <summary>Normalises.</summary>
    /// <param name="x">[..., width].</param>
    /// <param name="norm">The norm, in the format of x.</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor x, RmsNorm norm) =>
        is_grad_enabled() && (x.requires_grad || norm.Weight.requires_grad) ? apply(x, norm.Weight, norm) : Run(x, norm);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, RmsNorm norm) = ((Tensor)vars[0], (RmsNorm)vars[2]);
        ctx.save_for_backward([x]);
        ctx.save_data(Norm, norm);
        return Run(x, norm);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Tensor x = ctx.get_saved_variables()[0];
        RmsNorm norm = (RmsNorm)ctx.get_data(Norm);
        Tensor rows = x.reshape(-1, x.shape[^1]).contiguous(), gradient = empty_like(rows);
        Tensor weight = RmsNormKernel.Backward(rows, norm.Weight, norm.Epsilon, grad_output.reshape(rows.shape).contiguous(), gradient);
        return
        [
            gradient.view(x.shape).MoveToOuterDisposeScope(),
            norm.Weight.requires_grad ? weight.to_type(x.dtype).MoveToOuterDisposeScope() : null!,
            null!,
        ];
    }

    private static Tensor Run(Tensor x, RmsNorm norm)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor rows = x.reshape(-1, x.shape[^1]).contiguous(), result = empty_like(rows);
        RmsNormKernel.Forward(rows, norm.Weight, norm.Epsilon, result);
        return result.view(x.shape).MoveToOuterDisposeScope();
    }
}
