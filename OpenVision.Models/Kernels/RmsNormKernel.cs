using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>Normalisation of rows by the root of their mean square, and its derivative: each a pass over the rows.</summary>
internal static unsafe class RmsNormKernel
{
    private const long ElementsOfThread = 16_384;

    /// <summary>x r · weight with r = (mean x² + epsilon)^(-½).</summary>
    /// <param name="x">[N, C], contiguous.</param>
    /// <param name="weight">[C].</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="target">[N, C], contiguous.</param>
    public static void Forward(Tensor x, Tensor weight, double epsilon, Tensor target)
    {
        if (x.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16>(x, weight, epsilon, target);
        }
        else
        {
            Forward<Float32>(x, weight, epsilon, target);
        }
    }

    /// <summary>The derivative of <see cref="Forward"/>: r (g · weight - x r² mean(g · weight · x)), and the sum of g · x r over rows.</summary>
    /// <param name="x">[N, C], contiguous.</param>
    /// <param name="weight">[C].</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="gradient">The result's gradient g, [N, C], contiguous.</param>
    /// <param name="target">Takes the gradient of x, [N, C], contiguous; may be <paramref name="gradient"/>.</param>
    /// <returns>The weight's gradient, float32, [C], in the caller's dispose scope.</returns>
    public static Tensor Backward(Tensor x, Tensor weight, double epsilon, Tensor gradient, Tensor target)
    {
        using ColumnSums sums = new(x.shape[0], x.shape[1]);
        if (x.dtype == ScalarType.BFloat16)
        {
            Backward<BFloat16>(x, weight, epsilon, gradient, target, sums);
        }
        else
        {
            Backward<Float32>(x, weight, epsilon, gradient, target, sums);
        }

        return sums.Total();
    }

    private static void Forward<T>(Tensor x, Tensor weight, double epsilon, Tensor target)
        where T : unmanaged, INumber<T>
    {
        long width = x.shape[1];
        Rows.Run(
            new ForwardWork<T>((T*)LibTorch.DataOf(x), (T*)LibTorch.DataOf(weight), (T*)LibTorch.DataOf(target), width, epsilon), x.shape[0],
            Math.Max(1, ElementsOfThread / width));
    }

    private static void Backward<T>(Tensor x, Tensor weight, double epsilon, Tensor gradient, Tensor target, ColumnSums sums)
        where T : unmanaged, INumber<T>
    {
        long rows = x.shape[0];
        Rows.Run(
            new BackwardWork<T>(
                (T*)LibTorch.DataOf(x), (T*)LibTorch.DataOf(weight), (T*)LibTorch.DataOf(gradient), (T*)LibTorch.DataOf(target), sums.Data, rows, x.shape[1], epsilon),
            ColumnSums.GroupsOf(rows), 1);
    }

    private readonly struct ForwardWork<T>(T* x, T* weight, T* target, long width, double epsilon) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                Normalize(x + (row * width), weight, target + (row * width), width, epsilon);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Normalize(T* x, T* weight, T* target, long width, double epsilon)
        {
            long whole = Lanes.Whole(width), rest = width - whole;
            Vector512<float> squares = Vector512<float>.Zero, last = rest > 0 ? Lanes.Load(x + whole, rest) : Vector512<float>.Zero;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> value = T.Load(in x[i]);
                squares = Vector512.FusedMultiplyAdd(value, value, squares);
            }

            squares = Vector512.FusedMultiplyAdd(last, last, squares);
            Vector512<float> scale = Vector512.Create((float)(1 / Math.Sqrt((Vector512.Sum(squares) / width) + epsilon)));
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                T.Store(T.Load(in x[i]) * scale * T.Load(in weight[i]), ref target[i]);
            }

            if (rest > 0)
            {
                Lanes.Store(last * scale * Lanes.Load(weight + whole, rest), target + whole, rest);
            }
        }
    }

    private readonly struct BackwardWork<T>(T* x, T* weight, T* gradient, T* target, float* sums, long rows, long width, double epsilon) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long group = begin; group < end; group++)
            {
                for (long row = group * ColumnSums.RowsOfGroup; row < Math.Min(rows, (group + 1) * ColumnSums.RowsOfGroup); row++)
                {
                    long at = row * width;
                    Slopes(x + at, weight, gradient + at, target + at, sums + (group * width), width, epsilon);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Slopes(T* x, T* weight, T* gradient, T* target, float* sum, long width, double epsilon)
        {
            long whole = Lanes.Whole(width), rest = width - whole;
            Vector512<float> squares = Vector512<float>.Zero, products = Vector512<float>.Zero, value = Vector512<float>.Zero, slope = Vector512<float>.Zero;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> own = T.Load(in x[i]);
                squares = Vector512.FusedMultiplyAdd(own, own, squares);
                products = Vector512.FusedMultiplyAdd(T.Load(in gradient[i]) * T.Load(in weight[i]), own, products);
            }

            if (rest > 0)
            {
                (value, slope) = (Lanes.Load(x + whole, rest), Lanes.Load(gradient + whole, rest));
                squares = Vector512.FusedMultiplyAdd(value, value, squares);
                products = Vector512.FusedMultiplyAdd(slope * Lanes.Load(weight + whole, rest), value, products);
            }

            double inverse = 1 / Math.Sqrt((Vector512.Sum(squares) / width) + epsilon);
            Vector512<float> scale = Vector512.Create((float)inverse), pull = Vector512.Create((float)(inverse * inverse * Vector512.Sum(products) / width));
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> own = T.Load(in x[i]), given = T.Load(in gradient[i]);
                (Vector512.Load(sum + i) + (given * own * scale)).Store(sum + i);
                T.Store(((given * T.Load(in weight[i])) - (own * pull)) * scale, ref target[i]);
            }

            if (rest > 0)
            {
                Float32* last = (Float32*)(sum + whole);
                Lanes.Store(Lanes.Load(last, rest) + (slope * value * scale), last, rest);
                Lanes.Store(((slope * Lanes.Load(weight + whole, rest)) - (value * pull)) * scale, target + whole, rest);
            }
        }
    }
}
