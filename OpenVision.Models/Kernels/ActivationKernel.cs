using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>A bias and a non-linearity in one pass, and their derivative in another.</summary>
internal static unsafe class ActivationKernel
{
    /// <summary>f(x + bias).</summary>
    /// <param name="x">[N, C], contiguous.</param>
    /// <param name="bias">[C].</param>
    /// <param name="activation">f.</param>
    /// <param name="target">[N, C], contiguous; may be <paramref name="x"/>.</param>
    public static void Forward(Tensor x, Tensor bias, Activation activation, Tensor target)
    {
        if (x.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16>(x, bias, activation, target);
        }
        else
        {
            Forward<Float32>(x, bias, activation, target);
        }
    }

    /// <summary>The derivative of <see cref="Forward"/>, its value once more, and the bias's gradient.</summary>
    /// <param name="x">[N, C], contiguous; takes f(x + bias).</param>
    /// <param name="bias">[C].</param>
    /// <param name="activation">f.</param>
    /// <param name="gradient">The gradient of f(x + bias), contiguous; takes that of x.</param>
    /// <param name="biasGradient">[C]; the bias's gradient is added.</param>
    public static void Backward(Tensor x, Tensor bias, Activation activation, Tensor gradient, Tensor biasGradient)
    {
        using ColumnSums sums = new(x.shape[0], x.shape[1]);
        if (x.dtype == ScalarType.BFloat16)
        {
            Backward<BFloat16>(x, bias, activation, gradient, sums);
        }
        else
        {
            Backward<Float32>(x, bias, activation, gradient, sums);
        }

        sums.AddTo(biasGradient);
    }

    private static void Forward<T>(Tensor x, Tensor bias, Activation activation, Tensor target)
        where T : unmanaged, INumber<T>
    {
        long rows = x.shape[0], columns = x.shape[1], grain = Math.Max(1, 16_384 / columns);
        T* from = (T*)LibTorch.DataOf(x), added = (T*)LibTorch.DataOf(bias), to = (T*)LibTorch.DataOf(target);
        switch (activation)
        {
            case Activation.Gelu:
                Rows.Run(new ForwardWork<T, Gelu>(from, added, to, columns), rows, grain);
                break;
            case Activation.GeluTanh:
                Rows.Run(new ForwardWork<T, GeluTanh>(from, added, to, columns), rows, grain);
                break;
            default:
                Rows.Run(new ForwardWork<T, QuickGelu>(from, added, to, columns), rows, grain);
                break;
        }
    }

    private static void Backward<T>(Tensor x, Tensor bias, Activation activation, Tensor gradient, ColumnSums sums)
        where T : unmanaged, INumber<T>
    {
        long rows = x.shape[0], columns = x.shape[1], groups = ColumnSums.GroupsOf(rows);
        T* value = (T*)LibTorch.DataOf(x), added = (T*)LibTorch.DataOf(bias), slope = (T*)LibTorch.DataOf(gradient);
        switch (activation)
        {
            case Activation.Gelu:
                Rows.Run(new BackwardWork<T, Gelu>(value, added, slope, sums.Data, rows, columns), groups, 1);
                break;
            case Activation.GeluTanh:
                Rows.Run(new BackwardWork<T, GeluTanh>(value, added, slope, sums.Data, rows, columns), groups, 1);
                break;
            default:
                Rows.Run(new BackwardWork<T, QuickGelu>(value, added, slope, sums.Data, rows, columns), groups, 1);
                break;
        }
    }

    private readonly struct ForwardWork<T, TActivation>(T* from, T* bias, T* to, long columns) : IRowWork
        where T : unmanaged, INumber<T>
        where TActivation : unmanaged, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                Activate(from + (row * columns), bias, to + (row * columns), columns);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Activate(T* x, T* bias, T* target, long columns)
        {
            long whole = Lanes.Whole(columns);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                T.Store(TActivation.At(T.Load(in x[i]) + T.Load(in bias[i])).Value, ref target[i]);
            }

            if (whole < columns)
            {
                long rest = columns - whole;
                Lanes.Store(TActivation.At(Lanes.Load(x + whole, rest) + Lanes.Load(bias + whole, rest)).Value, target + whole, rest);
            }
        }
    }

    private readonly struct BackwardWork<T, TActivation>(T* values, T* bias, T* gradients, float* sums, long rows, long columns) : IRowWork
        where T : unmanaged, INumber<T>
        where TActivation : unmanaged, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long group = begin; group < end; group++)
            {
                for (long row = group * ColumnSums.RowsOfGroup; row < Math.Min(rows, (group + 1) * ColumnSums.RowsOfGroup); row++)
                {
                    Slopes(values + (row * columns), bias, gradients + (row * columns), sums + (group * columns), columns);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Slopes(T* x, T* bias, T* gradient, float* sum, long columns)
        {
            long whole = Lanes.Whole(columns);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                (Vector512<float> value, Vector512<float> slope) = TActivation.At(T.Load(in x[i]) + T.Load(in bias[i]));
                Vector512<float> result = T.Load(in gradient[i]) * slope;
                T.Store(value, ref x[i]);
                T.Store(result, ref gradient[i]);
                (Vector512.Load(sum + i) + result).Store(sum + i);
            }

            if (whole < columns)
            {
                long rest = columns - whole;
                Float32* last = (Float32*)(sum + whole);
                (Vector512<float> value, Vector512<float> slope) = TActivation.At(Lanes.Load(x + whole, rest) + Lanes.Load(bias + whole, rest));
                Vector512<float> result = Lanes.Load(gradient + whole, rest) * slope;
                Lanes.Store(value, x + whole, rest);
                Lanes.Store(result, gradient + whole, rest);
                Lanes.Store(Lanes.Load(last, rest) + result, last, rest);
            }
        }
    }
}
