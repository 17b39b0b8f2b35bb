using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// Normalisation by the root of the mean square over the last dimension: x (mean x² + epsilon)^(-½) in float32, times a learned scale,
/// rounded to the number format of x.
/// </summary>
/// <param name="scope">Where to allocate <c>weight</c>, which starts at 1.</param>
/// <param name="width">The size of the last dimension.</param>
/// <param name="epsilon">Added to the mean square.</param>
public sealed class RmsNorm(ParameterScope scope, int width, double epsilon)
{
    /// <summary>The scale, [width].</summary>
    internal Tensor Weight { get; } = scope.Add("weight", ParameterKind.Other, Initial.Constant(1), width);

    /// <summary>Added to the mean square.</summary>
    internal double Epsilon { get; } = epsilon;

    /// <summary>Normalises.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return TokenKernels.Fit(x) && x.dtype == Weight.dtype ? RmsNormFunction.Apply(x, this) : ByOperators(x);
    }

    private Tensor ByOperators(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor exact = x.to_type(ScalarType.Float32);
        Tensor scale = (exact * exact).mean([-1], keepdim: true).Plus(Epsilon).rsqrt();
        return ((exact * scale).to_type(x.dtype) * Weight).MoveToOuterDisposeScope();
    }
}
