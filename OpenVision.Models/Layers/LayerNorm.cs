using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>Layer normalisation over the last dimension, with a learned scale and shift.</summary>
public sealed class LayerNorm
{
    private readonly Tensor weight;
    private readonly Tensor bias;
    private readonly long[] shape;
    private readonly double epsilon;

    /// <summary>Allocates <c>weight</c>, which starts at 1, and <c>bias</c>, which starts at 0.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of the last dimension.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNorm(ParameterScope scope, int width, double epsilon)
    {
        weight = scope.Add("weight", ParameterKind.Other, Initial.Constant(1), width);
        bias = scope.Add("bias", ParameterKind.Other, Initial.Constant(0), width);
        shape = [width];
        this.epsilon = epsilon;
    }

    /// <summary>Normalises.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x) => functional.layer_norm(x, shape, weight, bias, epsilon);
}
