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
        public void Run(long begin, long end)
        {
            for (long row = begin; row < end; row++)
            {
                T* x = from + (row * columns), target = to + (row * columns);
                for (long i = 0; i < columns; i += Lanes.Count)
                {
                    Lanes.Store(TActivation.At(Lanes.Load(x, i, columns) + Lanes.Load(bias, i, columns)).Value, target, i, columns);
                }
            }
        }
    }

    private readonly struct BackwardWork<T, TActivation>(T* values, T* bias, T* gradients, float* sums, long rows, long columns) : IRowWork
        where T : unmanaged, INumber<T>
        where TActivation : unmanaged, IActivation
    {
        public void Run(long begin, long end)
        {
            for (long group = begin; group < end; group++)
            {
                Float32* sum = (Float32*)(sums + (group * columns));
                for (long row = group * ColumnSums.RowsOfGroup; row < Math.Min(rows, (group + 1) * ColumnSums.RowsOfGroup); row++)
                {
                    T* x = values + (row * columns), gradient = gradients + (row * columns);
                    for (long i = 0; i < columns; i += Lanes.Count)
                    {
                        (Vector256<float> value, Vector256<float> slope) = TActivation.At(Lanes.Load(x, i, columns) + Lanes.Load(bias, i, columns));
                        Vector256<float> result = Lanes.Load(gradient, i, columns) * slope;
                        Lanes.Store(value, x, i, columns);
                        Lanes.Store(result, gradient, i, columns);
                        Lanes.Store(Lanes.Load(sum, i, columns) + result, sum, i, columns);
                    }
                }
            }
        }
    }
}
