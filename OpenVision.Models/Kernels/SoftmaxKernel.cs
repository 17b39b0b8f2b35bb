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

    private static void Forward<T>(Tensor scores, Tensor? mask, double scale)
        where T : unmanaged, INumber<T>
    {
        long length = scores.shape[^1];
        T* masked = mask is null ? null : (T*)LibTorch.DataOf(mask);
        Rows.Run(new ForwardWork<T>((T*)LibTorch.DataOf(scores), masked, length, (float)scale), scores.numel() / length, Grain(length));
    }

    private static void Backward<T>(Tensor gradient, Tensor probabilities, double scale)
        where T : unmanaged, INumber<T>
    {
        long length = gradient.shape[^1];
        Rows.Run(
            new BackwardWork<T>((T*)LibTorch.DataOf(gradient), (T*)LibTorch.DataOf(probabilities), length, (float)scale), gradient.numel() / length, Grain(length));
    }

    private static long Grain(long length) => Math.Max(1, ElementsOfThread / length);

    private readonly struct ForwardWork<T>(T* scores, T* mask, long length, float scale) : IRowWork
        where T : unmanaged, INumber<T>
    {
        public void Run(long begin, long end)
        {
            long padded = (length + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
            float* exact = stackalloc float[(int)padded];
            Vector256<float> factor = Vector256.Create(scale);
            for (long row = begin; row < end; row++)
            {
                T* values = scores + (row * length);
                T* term = mask == null ? null : mask + (row % length * length);
                Vector256<float> highest = Vector256.Create(float.NegativeInfinity);
                for (long i = 0; i < length; i += Lanes.Count)
                {
                    Vector256<float> x = Lanes.Load(values, i, length, float.NegativeInfinity) * factor;
                    if (term != null)
                    {
                        x += Lanes.Load(term, i, length);
                    }

                    x.Store(exact + i);
                    highest = Vector256.Max(highest, x);
                }

                Vector256<float> top = Vector256.Create(Greatest(highest)), sums = Vector256<float>.Zero;
                for (long i = 0; i < length; i += Lanes.Count)
                {
                    Vector256<float> e = Exponential.Of(Vector256.Load(exact + i) - top);
                    e.Store(exact + i);
                    sums += e;
                }

                Vector256<float> share = Vector256.Create(1 / Vector256.Sum(sums));
                for (long i = 0; i < length; i += Lanes.Count)
                {
                    Lanes.Store(Vector256.Load(exact + i) * share, values, i, length);
                }
            }
        }

        private static float Greatest(Vector256<float> values)
        {
            Vector128<float> four = Vector128.Max(values.GetLower(), values.GetUpper());
            return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
        }
    }

    private readonly struct BackwardWork<T>(T* gradient, T* probabilities, long length, float scale) : IRowWork
        where T : unmanaged, INumber<T>
    {
        public void Run(long begin, long end)
        {
            Vector256<float> factor = Vector256.Create(scale);
            for (long row = begin; row < end; row++)
            {
                T* g = gradient + (row * length), p = probabilities + (row * length);
                Vector256<float> sums = Vector256<float>.Zero;
                for (long i = 0; i < length; i += Lanes.Count)
                {
                    sums = Vector256.FusedMultiplyAdd(Lanes.Load(g, i, length), Lanes.Load(p, i, length), sums);
                }

                Vector256<float> mean = Vector256.Create(Vector256.Sum(sums));
                for (long i = 0; i < length; i += Lanes.Count)
                {
                    Lanes.Store((Lanes.Load(g, i, length) - mean) * Lanes.Load(p, i, length) * factor, g, i, length);
                }
            }
        }
    }
}
