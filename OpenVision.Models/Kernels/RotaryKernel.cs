using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>Turns the heads of tokens to their positions on the way from rows, as linear maps give them, to matrices of heads, as attention wants them.</summary>
internal static unsafe class RotaryKernel
{
    private const long ElementsOfThread = 16_384;

    /// <summary>Turns pairs (i, i + D / 2) of every head: first half a cos - b sin, second b cos + a sin.</summary>
    /// <param name="x">[B, T, H × D], contiguous.</param>
    /// <param name="cosine">[B, 1, T, D] or [1, 1, T, D], contiguous, in the format of x: both halves alike.</param>
    /// <param name="sine">As the cosines, the first half negated.</param>
    /// <param name="target">[B, H, T, D], contiguous.</param>
    public static void Forward(Tensor x, Tensor cosine, Tensor sine, Tensor target)
    {
        if (x.dtype == ScalarType.BFloat16)
        {
            Run<BFloat16>(x, cosine, sine, target, back: false);
        }
        else
        {
            Run<Float32>(x, cosine, sine, target, back: false);
        }
    }

    /// <summary>The derivative of <see cref="Forward"/>: turns back.</summary>
    /// <param name="gradient">[B, H, T, D], contiguous.</param>
    /// <param name="cosine">As <see cref="Forward"/> had it.</param>
    /// <param name="sine">As <see cref="Forward"/> had it.</param>
    /// <param name="target">[B, T, H × D], contiguous.</param>
    public static void Backward(Tensor gradient, Tensor cosine, Tensor sine, Tensor target)
    {
        if (gradient.dtype == ScalarType.BFloat16)
        {
            Run<BFloat16>(target, cosine, sine, gradient, back: true);
        }
        else
        {
            Run<Float32>(target, cosine, sine, gradient, back: true);
        }
    }

    private static void Run<T>(Tensor rows, Tensor cosine, Tensor sine, Tensor heads, bool back)
        where T : unmanaged, INumber<T>
    {
        long count = heads.shape[1], tokens = heads.shape[2], size = heads.shape[3], positions = cosine.shape[0] * tokens;
        Work<T> work = new(
            (T*)LibTorch.DataOf(rows), (T*)LibTorch.DataOf(cosine), (T*)LibTorch.DataOf(sine), (T*)LibTorch.DataOf(heads), count, tokens, size, positions, back);
        Rows.Run(work, heads.shape[0] * tokens, Math.Max(1, ElementsOfThread / (count * size)));
    }

    private readonly struct Work<T>(T* rows, T* cosine, T* sine, T* heads, long count, long tokens, long size, long positions, bool back) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                long at = row % positions * size;
                for (long head = 0; head < count; head++)
                {
                    T* flat = rows + (((row * count) + head) * size);
                    T* laid = heads + (((row / tokens * count * tokens) + (head * tokens) + (row % tokens)) * size);
                    if (back)
                    {
                        Turn(laid, cosine + at, sine + at, flat, size / 2);
                    }
                    else
                    {
                        Turn(flat, cosine + at, sine + at + (size / 2), laid, size / 2);
                    }
                }
            }
        }

        // With the sines of the second half it turns forth, with those of the first, which are negated, back.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Turn(T* from, T* cosine, T* sine, T* to, long half)
        {
            long whole = Lanes.Whole(half), rest = half - whole;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> a = T.Load(in from[i]), b = T.Load(in from[half + i]), c = T.Load(in cosine[i]), s = T.Load(in sine[i]);
                T.Store((a * c) - (b * s), ref to[i]);
                T.Store((b * c) + (a * s), ref to[half + i]);
            }

            if (rest > 0)
            {
                Vector512<float> a = Lanes.Load(from + whole, rest), b = Lanes.Load(from + half + whole, rest);
                Vector512<float> c = Lanes.Load(cosine + whole, rest), s = Lanes.Load(sine + whole, rest);
                Lanes.Store((a * c) - (b * s), to + whole, rest);
                Lanes.Store((b * c) + (a * s), to + half + whole, rest);
            }
        }
    }
}
