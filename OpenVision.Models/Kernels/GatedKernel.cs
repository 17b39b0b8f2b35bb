using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>silu(gate) · up in one pass, and its derivative in another.</summary>
internal static unsafe class GatedKernel
{
    private const long Piece = 16_384;

    /// <summary>gate σ(gate) · up.</summary>
    /// <param name="gate">Contiguous.</param>
    /// <param name="up">As many numbers, contiguous.</param>
    /// <param name="target">As many, contiguous.</param>
    public static void Forward(Tensor gate, Tensor up, Tensor target)
    {
        if (gate.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16>(gate, up, target);
        }
        else
        {
            Forward<Float32>(gate, up, target);
        }
    }

    /// <summary>The derivative of <see cref="Forward"/>.</summary>
    /// <param name="gate">Contiguous.</param>
    /// <param name="up">As many numbers, contiguous.</param>
    /// <param name="gradient">The result's gradient, contiguous.</param>
    /// <param name="gateGradient">Takes the gates' gradient, contiguous.</param>
    /// <param name="upGradient">Takes the gradient of what is gated, contiguous.</param>
    public static void Backward(Tensor gate, Tensor up, Tensor gradient, Tensor gateGradient, Tensor upGradient)
    {
        if (gate.dtype == ScalarType.BFloat16)
        {
            Backward<BFloat16>(gate, up, gradient, gateGradient, upGradient);
        }
        else
        {
            Backward<Float32>(gate, up, gradient, gateGradient, upGradient);
        }
    }

    private static void Forward<T>(Tensor gate, Tensor up, Tensor target)
        where T : unmanaged, INumber<T>
    {
        long count = gate.numel();
        Rows.Run(new ForwardWork<T>((T*)LibTorch.DataOf(gate), (T*)LibTorch.DataOf(up), (T*)LibTorch.DataOf(target), count), Pieces(count), 1);
    }

    private static void Backward<T>(Tensor gate, Tensor up, Tensor gradient, Tensor gateGradient, Tensor upGradient)
        where T : unmanaged, INumber<T>
    {
        long count = gate.numel();
        Rows.Run(
            new BackwardWork<T>(
                (T*)LibTorch.DataOf(gate), (T*)LibTorch.DataOf(up), (T*)LibTorch.DataOf(gradient), (T*)LibTorch.DataOf(gateGradient), (T*)LibTorch.DataOf(upGradient), count),
            Pieces(count), 1);
    }

    private static long Pieces(long count) => (count + Piece - 1) / Piece;

    private readonly struct ForwardWork<T>(T* gate, T* up, T* target, long count) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            long first = begin * Piece, behind = Math.Min(count, end * Piece), whole = first + Lanes.Whole(behind - first);
            for (long i = first; i < whole; i += Lanes.Count)
            {
                Vector512<float> x = T.Load(in gate[i]);
                T.Store(x * Logistic.Of(x) * T.Load(in up[i]), ref target[i]);
            }

            if (whole < behind)
            {
                long rest = behind - whole;
                Vector512<float> x = Lanes.Load(gate + whole, rest);
                Lanes.Store(x * Logistic.Of(x) * Lanes.Load(up + whole, rest), target + whole, rest);
            }
        }
    }

    private readonly struct BackwardWork<T>(T* gate, T* up, T* gradient, T* gateGradient, T* upGradient, long count) : IRowWork
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            long first = begin * Piece, behind = Math.Min(count, end * Piece), whole = first + Lanes.Whole(behind - first);
            for (long i = first; i < whole; i += Lanes.Count)
            {
                (Vector512<float> value, Vector512<float> slope) = Logistic.Gated(T.Load(in gate[i]), T.Load(in gate[i]), Vector512<float>.One);
                Vector512<float> given = T.Load(in gradient[i]);
                T.Store(given * T.Load(in up[i]) * slope, ref gateGradient[i]);
                T.Store(given * value, ref upGradient[i]);
            }

            if (whole < behind)
            {
                long rest = behind - whole;
                Vector512<float> x = Lanes.Load(gate + whole, rest), given = Lanes.Load(gradient + whole, rest);
                (Vector512<float> value, Vector512<float> slope) = Logistic.Gated(x, x, Vector512<float>.One);
                Lanes.Store(given * Lanes.Load(up + whole, rest) * slope, gateGradient + whole, rest);
                Lanes.Store(given * value, upGradient + whole, rest);
            }
        }
    }
}
