using System.Numerics;
using System.Runtime.CompilerServices;

namespace OpenVision.Training;

/// <summary>The sum of squares of gradients, in double: no square of a float32 overflows or vanishes in it.</summary>
internal static unsafe class SquareSum
{
    /// <summary>Sums over a block, always in the same order.</summary>
    /// <param name="gradients">float32, or null.</param>
    /// <param name="half">bfloat16, or null; added to the others where both are there.</param>
    /// <param name="from">The block's first.</param>
    /// <param name="to">The one after its last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(float* gradients, ushort* half, long from, long to)
    {
        int width = Vector<float>.Count;
        Vector<double> a = Vector<double>.Zero, b = a, c = a, d = a;
        long i = from;
        for (; i <= to - (2 * width); i += 2 * width)
        {
            Vector<float> low, high;
            if (half is null)
            {
                (low, high) = (Vector.Load(gradients + i), Vector.Load(gradients + i + width));
            }
            else
            {
                Vector.Widen(Vector.Load(half + i), out Vector<uint> lowBits, out Vector<uint> highBits);
                (low, high) = (Vector.AsVectorSingle(lowBits << 16), Vector.AsVectorSingle(highBits << 16));
                if (gradients is not null)
                {
                    (low, high) = (low + Vector.Load(gradients + i), high + Vector.Load(gradients + i + width));
                }
            }

            Vector.Widen(low, out Vector<double> first, out Vector<double> second);
            Vector.Widen(high, out Vector<double> third, out Vector<double> fourth);
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }

        double sum = Vector.Sum(a + b + (c + d));
        for (; i < to; i++)
        {
            float g = half is null ? gradients[i] : gradients is null ? HalfBits.ToSingle(half[i]) : HalfBits.ToSingle(half[i]) + gradients[i];
            sum += (double)g * g;
        }

        return sum;
    }
}
