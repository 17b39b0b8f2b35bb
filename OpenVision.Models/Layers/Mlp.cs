using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>A block's two linear maps with a non-linearity between them.</summary>
public sealed class Mlp
{
    private readonly Linear up;
    private readonly Linear down;
    private readonly Activation activation;

    /// <summary>Allocates both maps.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="inner">The inner width.</param>
    /// <param name="activation">The non-linearity.</param>
    /// <param name="upName">The published name of the first map. Default: open_clip's.</param>
    /// <param name="downName">The published name of the second map. Default: open_clip's.</param>
    public Mlp(ParameterScope scope, int width, int inner, Activation activation, string upName = "c_fc", string downName = "c_proj")
    {
        up = new Linear(scope[upName], width, inner, initial: Initial.Xavier(width, inner));
        down = new Linear(scope[downName], inner, width, initial: Initial.Xavier(inner, width));
        this.activation = activation;
    }

    /// <summary>Applies both maps.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return down.Forward(Activate(up.Forward(x))).MoveToOuterDisposeScope();
    }

    /// <summary>Applies both maps, the second without its bias.</summary>
    /// <param name="x">[N, width].</param>
    /// <param name="keeps">Whether the derivative will be asked for.</param>
    /// <returns>The result, [N, width], and what the derivative needs: the first map's product, [N, inner]; in the caller's dispose scope.</returns>
    internal (Tensor Result, Tensor? Inner) Run(Tensor x, bool keeps)
    {
        Tensor inner = up.Product(x);
        Tensor active = keeps ? empty_like(inner) : inner;
        ActivationKernel.Forward(inner, up.Bias!, activation, active);
        Tensor result = down.Product(active);
        active.Dispose();
        return (result, keeps ? inner : null);
    }

    /// <summary>The bias that <see cref="Run"/> leaves out, [width].</summary>
    internal Tensor Bias => down.Bias!;

    /// <summary>The derivative of <see cref="Run"/> and of adding <see cref="Bias"/>: adds the parameters' gradients to theirs.</summary>
    /// <param name="gradient">The result's gradient, [N, width].</param>
    /// <param name="x">[N, width].</param>
    /// <param name="inner">What <see cref="Run"/> kept; overwritten.</param>
    /// <returns>The gradient of x, in the caller's dispose scope.</returns>
    internal Tensor Backward(Tensor gradient, Tensor x, Tensor inner)
    {
        using Tensor downSum = down.Bias!.grad!, upSum = up.Bias!.grad!;
        ColumnSums.Add(gradient, downSum);
        using Tensor innerGradient = down.BackwardInput(gradient);
        ActivationKernel.Backward(inner, up.Bias!, activation, innerGradient, upSum);
        down.AddGradient(gradient, inner);
        return up.Backward(innerGradient, x);
    }

    private Tensor Activate(Tensor x) => activation switch
    {
        Activation.Gelu => functional.gelu(x),
        Activation.GeluTanh => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
        _ => x * sigmoid(x.Times(1.702)),
    };
}
