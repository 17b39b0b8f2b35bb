using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>A linear map, <c>y = x Wᵀ + b</c>.</summary>
public sealed class Linear
{
    private readonly Tensor weight;
    private readonly Tensor? bias;

    /// <summary>Allocates <c>weight</c> [outputs, inputs] and, where asked for, <c>bias</c> [outputs], which starts at 0.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="inputs">The size of an input vector.</param>
    /// <param name="outputs">The size of an output vector.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="initial">The weight's first values. Default: LeCun's normal.</param>
    public Linear(ParameterScope scope, int inputs, int outputs, bool bias = true, Initial? initial = null)
    {
        weight = scope.Add("weight", ParameterKind.Matrix, initial ?? Initial.Lecun(inputs), outputs, inputs);
        this.bias = bias ? scope.Add("bias", ParameterKind.Other, Initial.Constant(0), outputs) : null;
    }

    /// <summary>What the forward pass multiplies with, [outputs, inputs].</summary>
    internal Tensor Weight => weight;

    /// <summary>What it adds, [outputs]; none without a bias.</summary>
    internal Tensor? Bias => bias;

    /// <summary>Applies the map.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <returns>[..., outputs], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x) => functional.linear(x, weight, bias);
}
