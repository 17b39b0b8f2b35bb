using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>Reads and writes eight numbers at a time, or those that are left of a row.</summary>
internal static unsafe class Lanes
{
    /// <summary>The number of numbers at a time.</summary>
    public const int Count = 8;

    /// <summary>Reads numbers; those beyond the row's end are <paramref name="beyond"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">The first one's place.</param>
    /// <param name="length">The row's length.</param>
    /// <param name="beyond">What stands for numbers that are not there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load<T>(T* row, long at, long length, float beyond = 0)
        where T : unmanaged, INumber<T> => at + Count <= length ? T.Load(in row[at]) : Part(row + at, (int)(length - at), beyond);

    /// <summary>Writes numbers, none beyond the row's end.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="row">The row.</param>
    /// <param name="at">The first one's place.</param>
    /// <param name="length">The row's length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<float> value, T* row, long at, long length)
        where T : unmanaged, INumber<T>
    {
        if (at + Count <= length)
        {
            T.Store(value, ref row[at]);
        }
        else
        {
            StorePart(value, row + at, (int)(length - at));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> Part<T>(T* from, int count, float beyond)
        where T : unmanaged, INumber<T>
    {
        T* whole = stackalloc T[Count];
        T.Store(Vector256.Create(beyond), ref *whole);
        new ReadOnlySpan<T>(from, count).CopyTo(new(whole, Count));
        return T.Load(in *whole);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart<T>(Vector256<float> value, T* to, int count)
        where T : unmanaged, INumber<T>
    {
        T* whole = stackalloc T[Count];
        T.Store(value, ref *whole);
        new ReadOnlySpan<T>(whole, count).CopyTo(new(to, count));
    }
}
