using OpenVision.Native;
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

    /// <summary>Normalises, and keeps what the derivative needs.</summary>
    /// <param name="x">[N, width].</param>
    /// <returns>[N, width] and each row's statistics, in the caller's dispose scope.</returns>
    internal (Tensor Result, RowStatistics Statistics) Normalize(Tensor x)
    {
        (Tensor result, Tensor mean, Tensor deviation) = Operators.LayerNorm(x, weight, bias, epsilon);
        return (result, new(mean, deviation));
    }

    /// <summary>The derivative of <see cref="Normalize"/>: adds the gradients of scale and shift to theirs.</summary>
    /// <param name="gradient">The result's gradient, [N, width].</param>
    /// <param name="x">[N, width].</param>
    /// <param name="statistics">The rows' statistics.</param>
    /// <returns>The gradient of x, in the caller's dispose scope.</returns>
    internal Tensor Backward(Tensor gradient, Tensor x, RowStatistics statistics)
    {
        (Tensor input, Tensor scale, Tensor shift) = Operators.LayerNormBackward(gradient, x, statistics.Mean, statistics.Deviation, weight, bias);
        using Tensor scaleSum = weight.grad!, shiftSum = bias.grad!;
        scaleSum.Add(scale);
        shiftSum.Add(shift);
        scale.Dispose();
        shift.Dispose();
        return input;
    }
}

/// <summary>What layer normalisation found of each row.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">One over the standard deviation.</param>
internal sealed record RowStatistics(Tensor Mean, Tensor Deviation);
