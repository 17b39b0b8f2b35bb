using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>A non-linearity with its derivative.</summary>
internal interface IActivation
{
    /// <summary>The value and the slope at x.</summary>
    static abstract (Vector256<float> Value, Vector256<float> Slope) At(Vector256<float> x);
}

/// <summary>
/// x Φ(x) with the normal distribution's Φ. The error function is the rational approximation 7.1.26 of Abramowitz and Stegun,
/// within 1.5e-7; its exponential is the density's, which the slope needs too.
/// </summary>
internal readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Value, Vector256<float> Slope) At(Vector256<float> x)
    {
        Vector256<float> z = Vector256.Abs(x) * Vector256.Create(0.70710678f);
        Vector256<float> density = Exponential.Of(-(z * z));
        Vector256<float> t = Vector256<float>.One / Vector256.FusedMultiplyAdd(z, Vector256.Create(0.3275911f), Vector256<float>.One);
        Vector256<float> sum = Vector256.Create(1.061405429f);
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(-1.453152027f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(1.421413741f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(-0.284496736f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(0.254829592f));
        Vector256<float> upper = sum * t * density * Vector256.Create(0.5f); // 1 - Φ(|x|)
        Vector256<float> below = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), upper, Vector256<float>.One - upper);
        return (x * below, Vector256.FusedMultiplyAdd(x, density * Vector256.Create(0.39894228f), below));
    }
}

/// <summary>GELU's approximation by a hyperbolic tangent: x σ(2 u) with u = √(2/π) (x + 0.044715 x³).</summary>
internal readonly struct GeluTanh : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Value, Vector256<float> Slope) At(Vector256<float> x)
    {
        Vector256<float> square = x * x;
        Vector256<float> inner = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.044715f), Vector256<float>.One);
        Vector256<float> slope = Vector256.FusedMultiplyAdd(square, Vector256.Create(3 * 0.044715f), Vector256<float>.One) * Vector256.Create(1.5957691f);
        return Logistic.Gated(x, x * inner * Vector256.Create(1.5957691f), slope);
    }
}

/// <summary>OpenAI's x σ(1.702 x).</summary>
internal readonly struct QuickGelu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Value, Vector256<float> Slope) At(Vector256<float> x) =>
        Logistic.Gated(x, x * Vector256.Create(1.702f), Vector256.Create(1.702f));
}

/// <summary>The logistic function σ.</summary>
internal static class Logistic
{
    /// <summary>x σ(u) and its slope, given that of u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Value, Vector256<float> Slope) Gated(Vector256<float> x, Vector256<float> u, Vector256<float> slopeOfU)
    {
        Vector256<float> gate = Vector256<float>.One / (Vector256<float>.One + Exponential.Of(-u));
        Vector256<float> value = x * gate;
        return (value, Vector256.FusedMultiplyAdd(value * (Vector256<float>.One - gate), slopeOfU, gate));
    }
}
