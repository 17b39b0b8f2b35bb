using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>Between rows of tokens, as linear maps want them, and matrices of heads, as attention wants them; biases and sums on the way.</summary>
internal static unsafe class HeadsKernel
{
    /// <summary>Splits fused queries, keys and values into heads and adds their bias.</summary>
    /// <param name="fused">[B × T, 3 × H × D], contiguous.</param>
    /// <param name="bias">[3 × H × D].</param>
    /// <param name="target">[3, B × H, T, D], contiguous.</param>
    /// <param name="heads">H.</param>
    public static void Split(Tensor fused, Tensor bias, Tensor target, int heads)
    {
        if (fused.dtype == ScalarType.BFloat16)
        {
            Split<BFloat16>(fused, bias, target, heads);
        }
        else
        {
            Split<Float32>(fused, bias, target, heads);
        }
    }

    /// <summary>The derivative of <see cref="Split"/>: joins the gradients of heads and adds up the bias's.</summary>
    /// <param name="gradient">[3, B × H, T, D], contiguous.</param>
    /// <param name="target">[B × T, 3 × H × D], contiguous.</param>
    /// <param name="biasGradient">[3 × H × D]; the bias's gradient is added.</param>
    /// <param name="heads">H.</param>
    public static void SplitBackward(Tensor gradient, Tensor target, Tensor biasGradient, int heads)
    {
        using ColumnSums sums = new(target.shape[0], target.shape[1]);
        if (gradient.dtype == ScalarType.BFloat16)
        {
            SplitBackward<BFloat16>(gradient, target, sums, heads);
        }
        else
        {
            SplitBackward<Float32>(gradient, target, sums, heads);
        }

        sums.AddTo(biasGradient);
    }

    /// <summary>Adds a map's bias and a residual to its result, in place.</summary>
    /// <param name="result">[N, C], contiguous; takes result + bias + residual.</param>
    /// <param name="bias">[C].</param>
    /// <param name="residual">[N, C], contiguous.</param>
    public static void AddResidual(Tensor result, Tensor bias, Tensor residual)
    {
        if (result.dtype == ScalarType.BFloat16)
        {
            AddResidual<BFloat16>(result, bias, residual);
        }
        else
        {
            AddResidual<Float32>(result, bias, residual);
        }
    }

    private static void Split<T>(Tensor fused, Tensor bias, Tensor target, int heads)
        where T : unmanaged, INumber<T>
    {
        long tokens = target.shape[2], size = target.shape[3], rows = fused.shape[0];
        Rows.Run(
            new SplitWork<T>((T*)LibTorch.DataOf(fused), (T*)LibTorch.DataOf(bias), (T*)LibTorch.DataOf(target), rows, tokens, heads, size),
            rows, Math.Max(1, 16_384 / fused.shape[1]));
    }

    private static void SplitBackward<T>(Tensor gradient, Tensor target, ColumnSums sums, int heads)
        where T : unmanaged, INumber<T>
    {
        long tokens = gradient.shape[2], size = gradient.shape[3], rows = target.shape[0];
        Rows.Run(
            new JoinWork<T>((T*)LibTorch.DataOf(gradient), (T*)LibTorch.DataOf(target), sums.Data, rows, tokens, heads, size),
            ColumnSums.GroupsOf(rows), 1);
    }

    private static void AddResidual<T>(Tensor result, Tensor bias, Tensor residual)
        where T : unmanaged, INumber<T>
    {
        long columns = result.shape[1];
        Rows.Run(
            new ResidualWork<T>((T*)LibTorch.DataOf(result), (T*)LibTorch.DataOf(bias), (T*)LibTorch.DataOf(residual), columns),
            result.shape[0], Math.Max(1, 16_384 / columns));
    }

    private readonly struct SplitWork<T>(T* fused, T* bias, T* target, long rows, long tokens, int heads, long size) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* from = fused + (row * 3 * heads * size), added = bias;
                for (int part = 0; part < 3; part++)
                {
                    T* to = target + Place(part, row, rows, tokens, heads, size);
                    for (int head = 0; head < heads; head++, from += size, added += size, to += tokens * size)
                    {
                        Add(from, added, to, size);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Add(T* from, T* added, T* to, long size)
        {
            long whole = Lanes.Whole(size);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                T.Store(T.Load(in from[i]) + T.Load(in added[i]), ref to[i]);
            }

            if (whole < size)
            {
                Lanes.Store(Lanes.Load(from + whole, size - whole) + Lanes.Load(added + whole, size - whole), to + whole, size - whole);
            }
        }
    }

    private readonly struct JoinWork<T>(T* gradient, T* target, float* sums, long rows, long tokens, int heads, long size) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            long columns = 3 * heads * size;
            for (long group = begin; group < end; group++)
            {
                for (long row = group * ColumnSums.RowsOfGroup; row < Math.Min(rows, (group + 1) * ColumnSums.RowsOfGroup); row++)
                {
                    float* sum = sums + (group * columns);
                    T* to = target + (row * columns);
                    for (int part = 0; part < 3; part++)
                    {
                        T* from = gradient + Place(part, row, rows, tokens, heads, size);
                        for (int head = 0; head < heads; head++, to += size, sum += size, from += tokens * size)
                        {
                            Join(from, to, sum, size);
                        }
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Join(T* from, T* to, float* sum, long size)
        {
            long whole = Lanes.Whole(size);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> value = T.Load(in from[i]);
                T.Store(value, ref to[i]);
                (Vector512.Load(sum + i) + value).Store(sum + i);
            }

            if (whole < size)
            {
                Float32* last = (Float32*)(sum + whole);
                Vector512<float> value = Lanes.Load(from + whole, size - whole);
                Lanes.Store(value, to + whole, size - whole);
                Lanes.Store(Lanes.Load(last, size - whole) + value, last, size - whole);
            }
        }
    }

    private readonly struct ResidualWork<T>(T* result, T* bias, T* residual, long columns) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                Add(result + (row * columns), bias, residual + (row * columns), columns);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Add(T* to, T* bias, T* from, long columns)
        {
            long whole = Lanes.Whole(columns);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                T.Store(T.Load(in to[i]) + T.Load(in bias[i]) + T.Load(in from[i]), ref to[i]);
            }

            if (whole < columns)
            {
                long rest = columns - whole;
                Lanes.Store(Lanes.Load(to + whole, rest) + Lanes.Load(bias + whole, rest) + Lanes.Load(from + whole, rest), to + whole, rest);
            }
        }
    }

    // Matrix g of a part begins at g × tokens × size; a sample's heads are neighbours.
    private static long Place(int part, long row, long rows, long tokens, int heads, long size) =>
        (part * rows * heads * size) + (row / tokens * heads * tokens * size) + (row % tokens * size);
}
