using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>The cross entropy of logits with its derivative, in place: no second tensor of their size exists.</summary>
internal static unsafe class CrossEntropyKernel
{
    /// <summary>Turns logits into their gradients and gives the losses: softmax(logits + bias), less 1 at the right word.</summary>
    /// <param name="logits">[C, V], contiguous; takes the gradients of the summed loss.</param>
    /// <param name="bias">[V], in the same format, if any.</param>
    /// <param name="labels">The right words, int64, [C], contiguous.</param>
    /// <param name="losses">Takes each row's loss, float32, [C], contiguous.</param>
    /// <exception cref="ArgumentException">A label is none of the V words.</exception>
    public static void Run(Tensor logits, Tensor? bias, Tensor labels, Tensor losses)
    {
        long rows = logits.shape[0], words = logits.shape[1];
        long* right = (long*)LibTorch.DataOf(labels);
        foreach (long label in new ReadOnlySpan<long>(right, (int)rows))
        {
            if (label < 0 || label >= words)
            {
                throw new ArgumentException($"A label is {label}; the vocabulary has {words} words.", nameof(labels));
            }
        }

        if (logits.dtype == ScalarType.BFloat16)
        {
            Run<BFloat16>(logits, bias, right, losses);
        }
        else
        {
            Run<Float32>(logits, bias, right, losses);
        }
    }

    private static void Run<T>(Tensor logits, Tensor? bias, long* labels, Tensor losses)
        where T : unmanaged, INumber<T> => Rows.Run(
            new Work<T>((T*)LibTorch.DataOf(logits), bias is null ? null : (T*)LibTorch.DataOf(bias), labels, (float*)LibTorch.DataOf(losses), logits.shape[1]),
            logits.shape[0], 1);

    private readonly struct Work<T>(T* logits, T* bias, long* labels, float* losses, long words) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* values = logits + (row * words);
                long right = labels[row];
                float own = One(values, right), highest = Highest(values), sum = Sum(values, highest);
                losses[row] = MathF.Log(sum) + highest - own;
                Slopes(values, highest, 1 / sum);
                Lanes.Store(Vector512.Create((MathF.Exp(own - highest) / sum) - 1), values + right, 1);
            }
        }

        private float One(T* values, long at) => Lanes.Load(values + at, 1)[0] + (bias == null ? 0 : Lanes.Load(bias + at, 1)[0]);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float Highest(T* values)
        {
            T* added = bias;
            long whole = Lanes.Whole(words);
            Vector512<float> highest = Vector512.Create(float.NegativeInfinity);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> x = T.Load(in values[i]);
                highest = Vector512.MaxNative(highest, added == null ? x : x + T.Load(in added[i]));
            }

            if (whole < words)
            {
                highest = Vector512.MaxNative(highest, Last(values, whole, float.NegativeInfinity));
            }

            float top = float.NegativeInfinity;
            for (int i = 0; i < Lanes.Count; i++)
            {
                top = MathF.Max(top, highest[i]);
            }

            return top;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float Sum(T* values, float highest)
        {
            T* added = bias;
            long whole = Lanes.Whole(words);
            Vector512<float> top = Vector512.Create(highest), sums = Vector512<float>.Zero;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> x = T.Load(in values[i]);
                sums += Exponential.Of((added == null ? x : x + T.Load(in added[i])) - top);
            }

            if (whole < words)
            {
                sums += Exponential.Of(Last(values, whole, float.NegativeInfinity) - top);
            }

            return Vector512.Sum(sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Slopes(T* values, float highest, float share)
        {
            T* added = bias;
            long whole = Lanes.Whole(words);
            Vector512<float> top = Vector512.Create(highest), factor = Vector512.Create(share);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> x = T.Load(in values[i]);
                T.Store(Exponential.Of((added == null ? x : x + T.Load(in added[i])) - top) * factor, ref values[i]);
            }

            if (whole < words)
            {
                Lanes.Store(Exponential.Of(Last(values, whole, 0) - top) * factor, values + whole, words - whole);
            }
        }

        private Vector512<float> Last(T* values, long whole, float beyond)
        {
            Vector512<float> x = Lanes.Load(values + whole, words - whole, beyond);
            return bias == null ? x : x + Lanes.Load(bias + whole, words - whole);
        }
    }
}
