using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>The softmax of attention scores and its derivative, in place, the scale and the mask included.</summary>
internal static unsafe class SoftmaxKernel
{
    /// <summary>The longest row: one row is kept as float32 between its passes.</summary>
    public const long LongestRow = 8192;

    private const long ElementsOfThread = 16_384;

    /// <summary>Turns scores into probabilities: softmax(scale × scores + mask), row by row.</summary>
    /// <param name="scores">[G, T, T], contiguous.</param>
    /// <param name="mask">A term added to them, [T, T] in the same format, if any.</param>
    /// <param name="scale">What scores are multiplied with first.</param>
    public static void Forward(Tensor scores, Tensor? mask, double scale)
    {
        if (scores.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16>(scores, mask, scale);
        }
        else
        {
            Forward<Float32>(scores, mask, scale);
        }
    }

    /// <summary>The same where row i of a matrix has i + 1 scores, and what lies behind them becomes 0.</summary>
    /// <param name="scores">[G, T, T], contiguous.</param>
    /// <param name="scale">What scores are multiplied with first.</param>
    public static void ForwardCausal(Tensor scores, double scale)
    {
        if (scores.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16>(scores, null, scale, causal: true);
        }
        else
        {
            Forward<Float32>(scores, null, scale, causal: true);
        }
    }

    /// <summary>Turns the gradients of probabilities into those of scores: scale × p × (g - Σ p g), row by row.</summary>
    /// <param name="gradient">The probabilities' gradients, contiguous; takes the scores'.</param>
    /// <param name="probabilities">What <see cref="Forward"/> made, contiguous.</param>
    /// <param name="scale">What scores were multiplied with.</param>
    public static void Backward(Tensor gradient, Tensor probabilities, double scale)
    {
        if (gradient.dtype == ScalarType.BFloat16)
        {
            Backward<BFloat16>(gradient, probabilities, scale);
        }
        else
        {
            Backward<Float32>(gradient, probabilities, scale);
        }
    }

    private static void Forward<T>(Tensor scores, Tensor? mask, double scale, bool causal = false)
        where T : unmanaged, INumber<T>
    {
        long length = scores.shape[^1];
        T* masked = mask is null ? null : (T*)LibTorch.DataOf(mask);
        Rows.Run(new ForwardWork<T>((T*)LibTorch.DataOf(scores), masked, length, (float)scale, causal), scores.numel() / length, Grain(length));
    }

    private static void Backward<T>(Tensor gradient, Tensor probabilities, double scale)
        where T : unmanaged, INumber<T>
    {
        long length = gradient.shape[^1];
        Rows.Run(
            new BackwardWork<T>((T*)LibTorch.DataOf(gradient), (T*)LibTorch.DataOf(probabilities), length, (float)scale), gradient.numel() / length, Grain(length));
    }

    private static long Grain(long length) => Math.Max(1, ElementsOfThread / length);

    private readonly struct ForwardWork<T>(T* scores, T* mask, long length, float scale, bool causal) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Run(long begin, long end)
        {
            float* exact = stackalloc float[(int)length];
            for (long row = begin; row < end; row++)
            {
                T* values = scores + (row * length), term = mask == null ? null : mask + (row % length * length);
                long seen = causal ? (row % length) + 1 : length;
                if (seen < Lanes.Count)
                {
                    Short(values, term, seen, scale);
                }
                else
                {
                    Long(values, term, exact, seen, scale);
                }

                new Span<T>(values + seen, (int)(length - seen)).Clear();
            }
        }

        // The last vector overlaps the one before and stays in a register; of its exponentials only those that are its own are summed.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Long(T* values, T* mask, float* exact, long length, float scale)
        {
            long whole = Lanes.Whole(length), end = length - Lanes.Count;
            Vector512<float> factor = Vector512.Create(scale);
            Vector512<float> last = T.Load(in values[end]) * factor;
            last = mask == null ? last : last + T.Load(in mask[end]);
            Vector512<float> highest = last;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> x = T.Load(in values[i]) * factor;
                if (mask != null)
                {
                    x += T.Load(in mask[i]);
                }

                x.Store(exact + i);
                highest = Vector512.MaxNative(highest, x);
            }

            Vector512<float> top = Vector512.Create(Greatest(highest));
            last = Exponential.Of(last - top);
            Vector512<float> sums = Lanes.Last(last, length - whole);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> e = Exponential.Of(Vector512.Load(exact + i) - top);
                e.Store(exact + i);
                sums += e;
            }

            Vector512<float> share = Vector512.Create(1 / Vector512.Sum(sums));
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                T.Store(Vector512.Load(exact + i) * share, ref values[i]);
            }

            T.Store(last * share, ref values[end]);
        }

        private static void Short(T* values, T* mask, long length, float scale)
        {
            Vector512<float> x = Lanes.Load(values, length, float.NegativeInfinity) * Vector512.Create(scale);
            if (mask != null)
            {
                x += Lanes.Load(mask, length);
            }

            Vector512<float> e = Exponential.Of(x - Vector512.Create(Greatest(x)));
            Lanes.Store(e * Vector512.Create(1 / Vector512.Sum(e)), values, length);
        }

        private static float Greatest(Vector512<float> values)
        {
            Vector256<float> eight = Vector256.MaxNative(values.GetLower(), values.GetUpper());
            Vector128<float> four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
            return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
        }
    }

    private readonly struct BackwardWork<T>(T* gradient, T* probabilities, long length, float scale) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* g = gradient + (row * length), p = probabilities + (row * length);
                Slopes(g, p, length, Mean(g, p, length), scale);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Mean(T* g, T* p, long length)
        {
            Vector512<float> sums = Vector512<float>.Zero;
            long whole = Lanes.Whole(length), rest = length - whole;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                sums = Vector512.FusedMultiplyAdd(T.Load(in g[i]), T.Load(in p[i]), sums);
            }

            if (rest > 0)
            {
                sums += whole > 0
                    ? Lanes.Last(T.Load(in g[length - Lanes.Count]) * T.Load(in p[length - Lanes.Count]), rest)
                    : Lanes.Load(g, rest) * Lanes.Load(p, rest);
            }

            return Vector512.Sum(sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Slopes(T* g, T* p, long length, float average, float scale)
        {
            Vector512<float> mean = Vector512.Create(average), factor = Vector512.Create(scale);
            if (length < Lanes.Count)
            {
                Lanes.Store((Lanes.Load(g, length) - mean) * Lanes.Load(p, length) * factor, g, length);
                return;
            }

            // The last vector overlaps the one before: it is read before that changes.
            long end = length - Lanes.Count;
            Vector512<float> last = (T.Load(in g[end]) - mean) * T.Load(in p[end]) * factor;
            for (long i = 0; i <= end; i += Lanes.Count)
            {
                T.Store((T.Load(in g[i]) - mean) * T.Load(in p[i]) * factor, ref g[i]);
            }

            T.Store(last, ref g[end]);
        }
    }
}
