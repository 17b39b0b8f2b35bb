using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>What a language model's block does to a token between its linear maps; so little work that it stays on the calling thread.</summary>
internal static unsafe class TokenKernels
{
    /// <summary>Whether kernels of our own can read a tensor.</summary>
    /// <param name="x">The tensor.</param>
    public static bool Fit(Tensor x) => LibTorch.IsThere && x.device_type == DeviceType.CPU && x.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    /// <summary>x (mean x² + epsilon)^(-½) · weight.</summary>
    /// <typeparam name="T">The weight's format.</typeparam>
    /// <param name="x">[width].</param>
    /// <param name="weight">[width].</param>
    /// <param name="target">[width].</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<T>(float* x, T* weight, float* target, long width, double epsilon)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> squares = Vector512<float>.Zero;
        long whole = Lanes.Whole(width), rest = width - whole;
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            Vector512<float> value = Vector512.Load(x + i);
            squares = Vector512.FusedMultiplyAdd(value, value, squares);
        }

        Vector512<float> last = Vector512<float>.Zero;
        if (rest > 0)
        {
            last = Lanes.Load((Float32*)(x + whole), rest);
            squares = Vector512.FusedMultiplyAdd(last, last, squares);
        }

        Vector512<float> scale = Vector512.Create((float)(1 / Math.Sqrt((Vector512.Sum(squares) / width) + epsilon)));
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            (Vector512.Load(x + i) * scale * T.Load(in weight[i])).Store(target + i);
        }

        if (rest > 0)
        {
            Lanes.Store(last * scale * Lanes.Load(weight + whole, rest), (Float32*)(target + whole), rest);
        }
    }

    /// <summary>Turns a head to its position, in place: pairs (i, i + size / 2).</summary>
    /// <param name="head">[size].</param>
    /// <param name="cosine">[size / 2].</param>
    /// <param name="sine">[size / 2].</param>
    /// <param name="size">The size of a head.</param>
    public static void Turn(float* head, float* cosine, float* sine, long size)
    {
        long half = size / 2;
        float* other = head + half;
        for (long i = 0; i < half; i++)
        {
            (head[i], other[i]) = ((head[i] * cosine[i]) - (other[i] * sine[i]), (other[i] * cosine[i]) + (head[i] * sine[i]));
        }
    }

    /// <summary>Numbers from a tensor's format.</summary>
    /// <typeparam name="T">The format.</typeparam>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Takes them.</param>
    /// <param name="count">Their number.</param>
    public static void Widen<T>(T* from, float* to, long count)
        where T : unmanaged, INumber<T>
    {
        long whole = Lanes.Whole(count);
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            T.Load(in from[i]).Store(to + i);
        }

        if (whole < count)
        {
            Lanes.Store(Lanes.Load(from + whole, count - whole), (Float32*)(to + whole), count - whole);
        }
    }

    /// <summary>Numbers to a tensor's format.</summary>
    /// <typeparam name="T">The format.</typeparam>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Takes them.</param>
    /// <param name="count">Their number.</param>
    public static void Narrow<T>(float* from, T* to, long count)
        where T : unmanaged, INumber<T>
    {
        long whole = Lanes.Whole(count);
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            T.Store(Vector512.Load(from + i), ref to[i]);
        }

        if (whole < count)
        {
            Lanes.Store(Lanes.Load((Float32*)(from + whole), count - whole), to + whole, count - whole);
        }
    }
}
