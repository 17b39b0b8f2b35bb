using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>
/// What is left of a row behind its last whole vector. Kernels read and write whole vectors in loops without a call, so that everything
/// stays in registers, and the rest through these.
/// </summary>
internal static unsafe class Lanes
{
    /// <summary>The number of numbers in a vector.</summary>
    public const int Count = 16;

    /// <summary>The part of a length that whole vectors fill.</summary>
    /// <param name="length">The length.</param>
    public static long Whole(long length) => length & -Count;

    /// <summary>The last numbers of a vector, and 0 in the place of the others: of a vector that ends with a row, what is left of the row.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="count">The number of numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Last(Vector512<float> value, long count) => Vector512.ConditionalSelect(
        Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create((int)(Count - count))).AsSingle(), value, Vector512<float>.Zero);

    /// <summary>Reads fewer numbers than a vector has.</summary>
    /// <param name="from">The first one's place.</param>
    /// <param name="count">The number of numbers.</param>
    /// <param name="beyond">What stands for the others.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static Vector512<float> Load<T>(T* from, long count, float beyond = 0)
        where T : unmanaged, INumber<T>
    {
        T* whole = stackalloc T[Count];
        T.Store(Vector512.Create(beyond), ref *whole);
        new ReadOnlySpan<T>(from, (int)count).CopyTo(new(whole, Count));
        return T.Load(in *whole);
    }

    /// <summary>Writes fewer numbers than a vector has.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="to">The first one's place.</param>
    /// <param name="count">The number of numbers.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Store<T>(Vector512<float> value, T* to, long count)
        where T : unmanaged, INumber<T>
    {
        T* whole = stackalloc T[Count];
        T.Store(value, ref *whole);
        new ReadOnlySpan<T>(whole, (int)count).CopyTo(new(to, (int)count));
    }
}
