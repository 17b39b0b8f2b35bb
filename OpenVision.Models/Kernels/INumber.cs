using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenVision.Kernels;

/// <summary>A number format of tensors. Kernels compute in float32 whatever they read and write.</summary>
/// <typeparam name="TSelf">The format.</typeparam>
internal interface INumber<TSelf>
    where TSelf : unmanaged, INumber<TSelf>
{
    /// <summary>Reads sixteen numbers.</summary>
    static abstract Vector512<float> Load(ref readonly TSelf from);

    /// <summary>Reads thirty-two numbers in the order that is the fastest; <see cref="Arrange"/> brings others into it.</summary>
    static abstract (Vector512<float> First, Vector512<float> Second) LoadPair(ref readonly TSelf from);

    /// <summary>Brings thirty-two numbers into the order of <see cref="LoadPair"/>.</summary>
    static abstract void Arrange(ref readonly float from, ref float to);

    /// <summary>Writes sixteen numbers.</summary>
    static abstract void Store(Vector512<float> value, ref TSelf to);
}

/// <summary>float32.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Float32 : INumber<Float32>
{
    private readonly float value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref readonly Float32 from) => Vector512.LoadUnsafe(ref Unsafe.As<Float32, float>(ref Unsafe.AsRef(in from)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> First, Vector512<float> Second) LoadPair(ref readonly Float32 from) =>
        (Load(in from), Load(in Unsafe.Add(ref Unsafe.AsRef(in from), Vector512<float>.Count)));

    /// <inheritdoc/>
    public static void Arrange(ref readonly float from, ref float to)
    {
        Vector512.LoadUnsafe(in from).StoreUnsafe(ref to);
        Vector512.LoadUnsafe(in from, (nuint)Vector512<float>.Count).StoreUnsafe(ref to, (nuint)Vector512<float>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref Float32 to) => value.StoreUnsafe(ref Unsafe.As<Float32, float>(ref to));
}

/// <summary>bfloat16: the upper half of a float32, rounded to the nearest, ties to even.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BFloat16 : INumber<BFloat16>
{
    private readonly ushort bits;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref readonly BFloat16 from)
    {
        Vector256<ushort> halves = Vector256.LoadUnsafe(ref Unsafe.As<BFloat16, ushort>(ref Unsafe.AsRef(in from)));
        return (Vector512.WidenLower(halves.ToVector512Unsafe()) << 16).AsSingle();
    }

    /// <summary>Reads those at even places, then those at odd ones: a shift and a mask, where their own order needs shuffles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> First, Vector512<float> Second) LoadPair(ref readonly BFloat16 from)
    {
        Vector512<uint> pairs = Vector512.LoadUnsafe(ref Unsafe.As<BFloat16, uint>(ref Unsafe.AsRef(in from)));
        return ((pairs << 16).AsSingle(), (pairs & Vector512.Create(0xFFFF0000u)).AsSingle());
    }

    /// <inheritdoc/>
    public static void Arrange(ref readonly float from, ref float to)
    {
        ref float source = ref Unsafe.AsRef(in from);
        for (int i = 0; i < Vector512<float>.Count; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref source, 2 * i);
            Unsafe.Add(ref to, Vector512<float>.Count + i) = Unsafe.Add(ref source, (2 * i) + 1);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref BFloat16 to)
    {
        // Not a NaN's bits all ones, which no operation makes: those would be carried over into a number.
        Vector512<uint> exact = value.AsUInt32();
        Vector512<uint> rounded = (exact + Vector512.Create(0x7FFFu) + ((exact >> 16) & Vector512<uint>.One)) >> 16;
        Vector256<ushort> halves = Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(rounded) : Vector256.Narrow(rounded.GetLower(), rounded.GetUpper());
        halves.StoreUnsafe(ref Unsafe.As<BFloat16, ushort>(ref to));
    }
}
