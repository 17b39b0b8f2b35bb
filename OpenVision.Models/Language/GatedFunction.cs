using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>silu(gate) · up by kernels of our own, with its derivative.</summary>
internal sealed class GatedFunction : autograd.SingleTensorFunction<GatedFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(GatedFunction);

    /// <summary>Gates.</summary>
    /// <param name="gate">Any shape.</param>
    /// <param name="up">The same shape and format.</param>
    /// <returns>The same shape, in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor gate, Tensor up) => is_grad_enabled() && (gate.requires_grad || up.requires_grad) ? apply(gate, up) : Run(gate, up);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor gate, Tensor up) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.save_for_backward([gate, up]);
        return Run(gate, up);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        List<Tensor> saved = ctx.get_saved_variables();
        using Tensor gate = saved[0], up = saved[1];
        Tensor gateGradient = empty_like(gate), upGradient = empty_like(up);
        GatedKernel.Backward(gate.contiguous(), up.contiguous(), grad_output.contiguous(), gateGradient, upGradient);
        return [gateGradient.MoveToOuterDisposeScope(), upGradient.MoveToOuterDisposeScope()];
    }

    private static Tensor Run(Tensor gate, Tensor up)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor result = empty(gate.shape, gate.dtype);
        GatedKernel.Forward(gate.contiguous(), up.contiguous(), result);
        return result.MoveToOuterDisposeScope();
    }
}
