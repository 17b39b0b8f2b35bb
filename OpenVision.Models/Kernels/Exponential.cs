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
    public static Vector512<float> Of(Vector512<float> x)
    {
        Vector512<float> bounded = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(Lowest)), Vector512.Create(Highest));
        Vector512<float> whole = Vector512.Round(bounded * Vector512.Create(1.44269504f));

        // ln 2 in two parts, so that the product with a whole number is exact.
        Vector512<float> rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-0.693359375f), bounded);
        rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(2.12194440e-4f), rest);
        Vector512<float> sum = Vector512.Create(1f / 720);
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512<float>.One);
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512<float>.One);
        Vector512<float> power = ((Vector512.ConvertToInt32Native(whole) + Vector512.Create(127)) << 23).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(Lowest)), Vector512<float>.Zero, sum * power);
    }
}
