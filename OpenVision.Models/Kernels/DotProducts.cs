using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>
/// Products of weight rows with few input rows. A weight is read from memory once: one input row meets four weight rows at a time, so
/// that sums do not wait for one another; more input rows meet each weight row four at a time, which stays in the first cache.
/// </summary>
internal static unsafe class DotProducts
{
    private const int AtOnce = 4;

    /// <summary>Some outputs of a map.</summary>
    /// <typeparam name="T">The weights' format.</typeparam>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The size of a row.</param>
    /// <param name="map">The map.</param>
    /// <param name="begin">The first output.</param>
    /// <param name="end">The output behind the last.</param>
    public static void Run<T>(float* x, long rows, long inputs, FewRowsMap<T> map, long begin, long end)
        where T : unmanaged, INumber<T>
    {
        if (rows == 1)
        {
            OneRow(x, inputs, map, begin, end);
            return;
        }

        for (long output = begin; output < end; output++)
        {
            T* weight = map.Weight + (output * inputs);
            for (long row = 0; row < rows; row += AtOnce)
            {
                // The last few are done with one that stands for those that are missing.
                float* a = x + (row * inputs), b = At(x, row + 1, rows, inputs), c = At(x, row + 2, rows, inputs), d = At(x, row + 3, rows, inputs);
                Vector128<float> sums = FourInputs(weight, a, b, c, d, inputs);
                for (long i = row; i < Math.Min(rows, row + AtOnce); i++)
                {
                    Put(map, i, output, sums[(int)(i - row)]);
                }
            }
        }
    }

    private static void OneRow<T>(float* x, long inputs, FewRowsMap<T> map, long begin, long end)
        where T : unmanaged, INumber<T>
    {
        long output = begin;
        for (; output <= end - AtOnce; output += AtOnce)
        {
            T* weight = map.Weight + (output * inputs);
            Vector128<float> sums = FourWeights(weight, weight + inputs, weight + (2 * inputs), weight + (3 * inputs), x, inputs);
            for (int i = 0; i < AtOnce; i++)
            {
                Put(map, 0, output + i, sums[i]);
            }
        }

        for (; output < end; output++)
        {
            T* weight = map.Weight + (output * inputs);
            Put(map, 0, output, FourInputs(weight, x, x, x, x, inputs)[0]);
        }
    }

    private static float* At(float* x, long row, long rows, long inputs) => x + (Math.Min(row, rows - 1) * inputs);

    private static void Put<T>(FewRowsMap<T> map, long row, long output, float sum)
        where T : unmanaged, INumber<T>
    {
        float* target = map.Target + (row * map.Outputs) + output;
        sum += map.Bias == null ? 0 : Lanes.Load(map.Bias + output, 1)[0];
        *target = map.Adds ? *target + sum : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> FourWeights<T>(T* a, T* b, T* c, T* d, float* x, long length)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> first = Vector512<float>.Zero, second = first, third = first, fourth = first;
        long whole = Lanes.Whole(length);
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            Vector512<float> input = Vector512.Load(x + i);
            first = Vector512.FusedMultiplyAdd(T.Load(in a[i]), input, first);
            second = Vector512.FusedMultiplyAdd(T.Load(in b[i]), input, second);
            third = Vector512.FusedMultiplyAdd(T.Load(in c[i]), input, third);
            fourth = Vector512.FusedMultiplyAdd(T.Load(in d[i]), input, fourth);
        }

        if (whole < length)
        {
            long rest = length - whole;
            Vector512<float> input = Lanes.Load((Float32*)(x + whole), rest);
            first = Vector512.FusedMultiplyAdd(Lanes.Load(a + whole, rest), input, first);
            second = Vector512.FusedMultiplyAdd(Lanes.Load(b + whole, rest), input, second);
            third = Vector512.FusedMultiplyAdd(Lanes.Load(c + whole, rest), input, third);
            fourth = Vector512.FusedMultiplyAdd(Lanes.Load(d + whole, rest), input, fourth);
        }

        return Vector128.Create(Vector512.Sum(first), Vector512.Sum(second), Vector512.Sum(third), Vector512.Sum(fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> FourInputs<T>(T* weight, float* a, float* b, float* c, float* d, long length)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> first = Vector512<float>.Zero, second = first, third = first, fourth = first;
        long whole = Lanes.Whole(length);
        for (long i = 0; i < whole; i += Lanes.Count)
        {
            Vector512<float> w = T.Load(in weight[i]);
            first = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + i), first);
            second = Vector512.FusedMultiplyAdd(w, Vector512.Load(b + i), second);
            third = Vector512.FusedMultiplyAdd(w, Vector512.Load(c + i), third);
            fourth = Vector512.FusedMultiplyAdd(w, Vector512.Load(d + i), fourth);
        }

        if (whole < length)
        {
            long rest = length - whole;
            Vector512<float> w = Lanes.Load(weight + whole, rest);
            first = Vector512.FusedMultiplyAdd(w, Lanes.Load((Float32*)(a + whole), rest), first);
            second = Vector512.FusedMultiplyAdd(w, Lanes.Load((Float32*)(b + whole), rest), second);
            third = Vector512.FusedMultiplyAdd(w, Lanes.Load((Float32*)(c + whole), rest), third);
            fourth = Vector512.FusedMultiplyAdd(w, Lanes.Load((Float32*)(d + whole), rest), fourth);
        }

        return Vector128.Create(Vector512.Sum(first), Vector512.Sum(second), Vector512.Sum(third), Vector512.Sum(fourth));
    }
}
