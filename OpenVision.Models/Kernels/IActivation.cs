using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>A non-linearity with its derivative.</summary>
internal interface IActivation
{
    /// <summary>The value and the slope at x.</summary>
    static abstract (Vector512<float> Value, Vector512<float> Slope) At(Vector512<float> x);
}

/// <summary>
/// x Φ(x) with the normal distribution's Φ. The error function is the rational approximation 7.1.26 of Abramowitz and Stegun,
/// within 1.5e-7; its exponential is the density's, which the slope needs too.
/// </summary>
internal readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) At(Vector512<float> x)
    {
        Vector512<float> z = Vector512.Abs(x) * Vector512.Create(0.70710678f);
        Vector512<float> density = Exponential.Of(-(z * z));
        Vector512<float> t = Vector512<float>.One / Vector512.FusedMultiplyAdd(z, Vector512.Create(0.3275911f), Vector512<float>.One);
        Vector512<float> sum = Vector512.Create(1.061405429f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.453152027f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.421413741f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.284496736f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.254829592f));
        Vector512<float> upper = sum * t * density * Vector512.Create(0.5f); // 1 - Φ(|x|)
        Vector512<float> below = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), upper, Vector512<float>.One - upper);
        return (x * below, Vector512.FusedMultiplyAdd(x, density * Vector512.Create(0.39894228f), below));
    }
}

/// <summary>GELU's approximation by a hyperbolic tangent: x σ(2 u) with u = √(2/π) (x + 0.044715 x³).</summary>
internal readonly struct GeluTanh : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) At(Vector512<float> x)
    {
        Vector512<float> square = x * x;
        Vector512<float> inner = Vector512.FusedMultiplyAdd(square, Vector512.Create(0.044715f), Vector512<float>.One);
        Vector512<float> slope = Vector512.FusedMultiplyAdd(square, Vector512.Create(3 * 0.044715f), Vector512<float>.One) * Vector512.Create(1.5957691f);
        return Logistic.Gated(x, x * inner * Vector512.Create(1.5957691f), slope);
    }
}

/// <summary>OpenAI's x σ(1.702 x).</summary>
internal readonly struct QuickGelu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) At(Vector512<float> x) =>
        Logistic.Gated(x, x * Vector512.Create(1.702f), Vector512.Create(1.702f));
}

/// <summary>The logistic function σ.</summary>
internal static class Logistic
{
    /// <summary>σ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exponential.Of(-x));

    /// <summary>x σ(u) and its slope, given that of u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) Gated(Vector512<float> x, Vector512<float> u, Vector512<float> slopeOfU)
    {
        Vector512<float> gate = Of(u);
        Vector512<float> value = x * gate;
        return (value, Vector512.FusedMultiplyAdd(value * (Vector512<float>.One - gate), slopeOfU, gate));
    }
}
