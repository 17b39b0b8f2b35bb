using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenVision.Kernels;

/// <summary>
/// Products of weight rows with few input rows. Weight rows are read one after the other, and asked for well ahead: the processor by
/// itself fetches a single thread's stream at less than half of the speed. Input rows meet a weight row four at a time; a row's sum
/// is added up in the same order whoever stands beside it.
/// </summary>
internal static unsafe class DotProducts
{
    private const int AtOnce = 4, Pair = 2 * Lanes.Count;
    private const long BytesAhead = 8192, LineBytes = 64;

    /// <summary>Brings input rows into the order in which weights are read.</summary>
    /// <typeparam name="T">The weights' format.</typeparam>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="arranged">Takes them.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The size of a row.</param>
    public static void Arrange<T>(float* x, float* arranged, long rows, long inputs)
        where T : unmanaged, INumber<T>
    {
        for (long row = 0; row < rows; row++)
        {
            float* from = x + (row * inputs), to = arranged + (row * inputs);
            long i = 0;
            for (; i <= inputs - Pair; i += Pair)
            {
                T.Arrange(in from[i], ref to[i]);
            }

            new ReadOnlySpan<float>(from + i, (int)(inputs - i)).CopyTo(new(to + i, (int)(inputs - i)));
        }
    }

    /// <summary>Some outputs of a map.</summary>
    /// <typeparam name="T">The weights' format.</typeparam>
    /// <param name="x">[rows, inputs], arranged.</param>
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
        }
        else
        {
            SomeRows(x, rows, inputs, map, begin, end);
        }

        if (map.Bias != null)
        {
            AddBias(map, rows, begin, end);
        }
    }

    private static void OneRow<T>(float* x, long inputs, FewRowsMap<T> map, long begin, long end)
        where T : unmanaged, INumber<T>
    {
        long output = begin, whole = Whole(inputs);
        for (; output <= end - AtOnce; output += AtOnce)
        {
            T* weight = map.Weight + (output * inputs);
            float* target = map.Target + output;
            Vector128<float> sums = FourWeights(weight, x, inputs, whole);
            if (whole < inputs)
            {
                sums += Vector128.Create(
                    Rest(weight, x, whole, inputs), Rest(weight + inputs, x, whole, inputs), Rest(weight + (2 * inputs), x, whole, inputs), Rest(weight + (3 * inputs), x, whole, inputs));
            }

            (map.Adds ? Vector128.Load(target) + sums : sums).Store(target);
        }

        for (; output < end; output++)
        {
            T* weight = map.Weight + (output * inputs);
            Put(map, 0, output, FourInputs(weight, x, x, x, x, whole)[0] + Rest(weight, x, whole, inputs));
        }
    }

    private static void SomeRows<T>(float* x, long rows, long inputs, FewRowsMap<T> map, long begin, long end)
        where T : unmanaged, INumber<T>
    {
        long whole = Whole(inputs);
        for (long output = begin; output < end; output++)
        {
            T* weight = map.Weight + (output * inputs);
            for (long row = 0; row < rows; row += AtOnce)
            {
                // The last row stands for those that are missing.
                Vector128<float> sums = FourInputs(
                    weight, x + (row * inputs), At(x, row + 1, rows, inputs), At(x, row + 2, rows, inputs), At(x, row + 3, rows, inputs), whole);
                for (long i = row; i < Math.Min(rows, row + AtOnce); i++)
                {
                    Put(map, i, output, sums[(int)(i - row)] + Rest(weight, x + (i * inputs), whole, inputs));
                }
            }
        }
    }

    private static long Whole(long inputs) => inputs & -Pair;

    private static float* At(float* x, long row, long rows, long inputs) => x + (Math.Min(row, rows - 1) * inputs);

    private static void Put<T>(FewRowsMap<T> map, long row, long output, float sum)
        where T : unmanaged, INumber<T>
    {
        float* target = map.Target + (row * map.Outputs) + output;
        *target = map.Adds ? *target + sum : sum;
    }

    private static void AddBias<T>(FewRowsMap<T> map, long rows, long begin, long end)
        where T : unmanaged, INumber<T>
    {
        for (long row = 0; row < rows; row++)
        {
            float* target = map.Target + (row * map.Outputs);
            for (long i = begin; i < end; i += Lanes.Count)
            {
                long count = Math.Min(Lanes.Count, end - i);
                Float32* place = (Float32*)(target + i);
                Lanes.Store(Lanes.Load(place, count) + Lanes.Load(map.Bias + i, count), place, count);
            }
        }
    }

    // No call beside the loops, or sums would wait for the stack in every step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> FourWeights<T>(T* weight, float* x, long length, long whole)
        where T : unmanaged, INumber<T> =>
        Sums(Partial(weight, x, whole), Partial(weight + length, x, whole), Partial(weight + (2 * length), x, whole), Partial(weight + (3 * length), x, whole));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Partial<T>(T* weight, float* x, long whole)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> first = Vector512<float>.Zero, second = first;
        for (long i = 0; i < whole; i += Pair)
        {
            Ahead(weight + i);
            (Vector512<float> w0, Vector512<float> w1) = T.LoadPair(in weight[i]);
            first = Vector512.FusedMultiplyAdd(w0, Vector512.Load(x + i), first);
            second = Vector512.FusedMultiplyAdd(w1, Vector512.Load(x + i + Lanes.Count), second);
        }

        return first + second;
    }

    // A prefetch beyond the end of the memory does nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ahead<T>(T* weight)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)weight + BytesAhead);
            if (sizeof(T) == sizeof(float))
            {
                Sse.Prefetch0((byte*)weight + BytesAhead + LineBytes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> FourInputs<T>(T* weight, float* a, float* b, float* c, float* d, long whole)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (long i = 0; i < whole; i += Pair)
        {
            Ahead(weight + i);
            (Vector512<float> w0, Vector512<float> w1) = T.LoadPair(in weight[i]);
            a0 = Vector512.FusedMultiplyAdd(w0, Vector512.Load(a + i), a0);
            a1 = Vector512.FusedMultiplyAdd(w1, Vector512.Load(a + i + Lanes.Count), a1);
            b0 = Vector512.FusedMultiplyAdd(w0, Vector512.Load(b + i), b0);
            b1 = Vector512.FusedMultiplyAdd(w1, Vector512.Load(b + i + Lanes.Count), b1);
            c0 = Vector512.FusedMultiplyAdd(w0, Vector512.Load(c + i), c0);
            c1 = Vector512.FusedMultiplyAdd(w1, Vector512.Load(c + i + Lanes.Count), c1);
            d0 = Vector512.FusedMultiplyAdd(w0, Vector512.Load(d + i), d0);
            d1 = Vector512.FusedMultiplyAdd(w1, Vector512.Load(d + i + Lanes.Count), d1);
        }

        return Sums(a0 + a1, b0 + b1, c0 + c1, d0 + d1);
    }

    // What whole pairs leave of a row.
    private static float Rest<T>(T* weight, float* x, long whole, long length)
        where T : unmanaged, INumber<T>
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (long i = whole; i < length; i += Lanes.Count)
        {
            long rest = Math.Min(Lanes.Count, length - i);
            sum = Vector512.FusedMultiplyAdd(Lanes.Load(weight + i, rest), Lanes.Load((Float32*)(x + i), rest), sum);
        }

        return Vector512.Sum(sum);
    }

    // Four sums together take half as many steps as one by one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        if (!Avx.IsSupported)
        {
            return Vector128.Create(Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));
        }

        Vector256<float> first = Avx.HorizontalAdd(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper());
        Vector256<float> second = Avx.HorizontalAdd(c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        Vector256<float> all = Avx.HorizontalAdd(first, second);
        return all.GetLower() + all.GetUpper();
    }
}
