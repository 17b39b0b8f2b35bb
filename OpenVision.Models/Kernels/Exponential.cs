using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>Vectors of functions that have no instruction.</summary>
internal static class Exponential
{
    // Below, the result is no normal float32.
    private const float Lowest = -87.3365f;
    private const float Highest = 88.3762f;

    /// <summary>
    /// e to the power of x within 2 units of the last place: x = k ln 2 + r with |r| at most ln 2 / 2, and the Taylor polynomial of
    /// degree 6 of r. Exactly 0 below -87.33, so that what a mask forbids gets nothing.
    /// </summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x)
    {
        Vector256<float> bounded = Vector256.Min(Vector256.Max(x, Vector256.Create(Lowest)), Vector256.Create(Highest));
        Vector256<float> whole = Vector256.Round(bounded * Vector256.Create(1.44269504f));

        // ln 2 in two parts, so that the product with a whole number is exact.
        Vector256<float> rest = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-0.693359375f), bounded);
        rest = Vector256.FusedMultiplyAdd(whole, Vector256.Create(2.12194440e-4f), rest);
        Vector256<float> sum = Vector256.Create(1f / 720);
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(1f / 120));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(1f / 24));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(1f / 6));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(0.5f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256<float>.One);
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256<float>.One);
        Vector256<float> power = ((Vector256.ConvertToInt32(whole) + Vector256.Create(127)) << 23).AsSingle();
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(Lowest)), Vector256<float>.Zero, sum * power);
    }
}
