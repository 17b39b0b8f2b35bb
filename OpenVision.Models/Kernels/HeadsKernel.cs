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
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* from = fused + (row * 3 * heads * size), added = bias;
                for (int part = 0; part < 3; part++)
                {
                    // Matrix g of a part begins at g × tokens × size; a sample's heads are neighbours.
                    T* to = target + (part * rows * heads * size) + (row / tokens * heads * tokens * size) + (row % tokens * size);
                    for (int head = 0; head < heads; head++, from += size, added += size, to += tokens * size)
                    {
                        for (long i = 0; i < size; i += Lanes.Count)
                        {
                            Lanes.Store(Lanes.Load(from, i, size) + Lanes.Load(added, i, size), to, i, size);
                        }
                    }
                }
            }
        }
    }

    private readonly struct JoinWork<T>(T* gradient, T* target, float* sums, long rows, long tokens, int heads, long size) : IRowWork
        where T : unmanaged, INumber<T>
    {
        public void Run(long begin, long end)
        {
            long columns = 3 * heads * size;
            for (long group = begin; group < end; group++)
            {
                for (long row = group * ColumnSums.RowsOfGroup; row < Math.Min(rows, (group + 1) * ColumnSums.RowsOfGroup); row++)
                {
                    Float32* sum = (Float32*)(sums + (group * columns));
                    T* to = target + (row * columns);
                    for (int part = 0; part < 3; part++)
                    {
                        T* from = gradient + (part * rows * heads * size) + (row / tokens * heads * tokens * size) + (row % tokens * size);
                        for (int head = 0; head < heads; head++, to += size, sum += size, from += tokens * size)
                        {
                            for (long i = 0; i < size; i += Lanes.Count)
                            {
                                var value = Lanes.Load(from, i, size);
                                Lanes.Store(value, to, i, size);
                                Lanes.Store(Lanes.Load(sum, i, size) + value, sum, i, size);
                            }
                        }
                    }
                }
            }
        }
    }

    private readonly struct ResidualWork<T>(T* result, T* bias, T* residual, long columns) : IRowWork
        where T : unmanaged, INumber<T>
    {
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* to = result + (row * columns), from = residual + (row * columns);
                for (long i = 0; i < columns; i += Lanes.Count)
                {
                    Lanes.Store(Lanes.Load(to, i, columns) + Lanes.Load(bias, i, columns) + Lanes.Load(from, i, columns), to, i, columns);
                }
            }
        }
    }
}
