using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>
/// Sums over rows, for the gradients of biases. Rows are summed in groups of fixed size and the groups in their order, so that the result
/// does not depend on the number of threads.
/// </summary>
internal sealed unsafe class ColumnSums : IDisposable
{
    /// <summary>The number of rows of a group.</summary>
    public const long RowsOfGroup = 128;

    private readonly Tensor groups;

    /// <summary>Allocates the groups' sums.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    public ColumnSums(long rows, long columns)
    {
        groups = zeros(GroupsOf(rows), columns, ScalarType.Float32).DetachFromDisposeScope();
    }

    /// <summary>The groups' sums, float32.</summary>
    public float* Data => (float*)LibTorch.DataOf(groups);

    /// <summary>The number of groups of a number of rows.</summary>
    /// <param name="rows">The number of rows.</param>
    public static long GroupsOf(long rows) => (rows + RowsOfGroup - 1) / RowsOfGroup;

    /// <summary>The sums over all rows, float32, [columns], in the caller's dispose scope.</summary>
    public Tensor Total() => groups.sum([0]);

    /// <summary>Adds the sums over all rows to a gradient.</summary>
    /// <param name="gradient">[columns].</param>
    public void AddTo(Tensor gradient)
    {
        using Tensor sums = Total();
        Layers.TensorMath.Add(gradient, sums);
    }

    /// <summary>Adds the sums over a matrix's rows to a gradient.</summary>
    /// <param name="matrix">[rows, columns], contiguous.</param>
    /// <param name="gradient">[columns].</param>
    public static void Add(Tensor matrix, Tensor gradient)
    {
        long rows = matrix.shape[0], columns = matrix.shape[1];
        using ColumnSums sums = new(rows, columns);
        if (matrix.dtype == ScalarType.BFloat16)
        {
            Rows.Run(new Work<BFloat16>((BFloat16*)LibTorch.DataOf(matrix), sums.Data, rows, columns), GroupsOf(rows), 1);
        }
        else
        {
            Rows.Run(new Work<Float32>((Float32*)LibTorch.DataOf(matrix), sums.Data, rows, columns), GroupsOf(rows), 1);
        }

        sums.AddTo(gradient);
    }

    /// <inheritdoc/>
    public void Dispose() => groups.Dispose();

    private readonly struct Work<T>(T* matrix, float* sums, long rows, long columns) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long group = begin; group < end; group++)
            {
                for (long row = group * RowsOfGroup; row < Math.Min(rows, (group + 1) * RowsOfGroup); row++)
                {
                    Add(matrix + (row * columns), sums + (group * columns), columns);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Add(T* values, float* sum, long columns)
        {
            long whole = Lanes.Whole(columns);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                (Vector512.Load(sum + i) + T.Load(in values[i])).Store(sum + i);
            }

            if (whole < columns)
            {
                Float32* last = (Float32*)(sum + whole);
                Lanes.Store(Lanes.Load(last, columns - whole) + Lanes.Load(values + whole, columns - whole), last, columns - whole);
            }
        }
    }
}
