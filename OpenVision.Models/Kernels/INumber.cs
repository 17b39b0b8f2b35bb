using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>A number format of tensors. Kernels compute in float32 whatever they read and write.</summary>
/// <typeparam name="TSelf">The format.</typeparam>
internal interface INumber<TSelf>
    where TSelf : unmanaged, INumber<TSelf>
{
    /// <summary>Reads eight numbers.</summary>
    static abstract Vector256<float> Load(ref readonly TSelf from);

    /// <summary>Writes eight numbers.</summary>
    static abstract void Store(Vector256<float> value, ref TSelf to);
}

/// <summary>float32.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Float32 : INumber<Float32>
{
    private readonly float value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref readonly Float32 from) => Vector256.LoadUnsafe(ref Unsafe.As<Float32, float>(ref Unsafe.AsRef(in from)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref Float32 to) => value.StoreUnsafe(ref Unsafe.As<Float32, float>(ref to));
}

/// <summary>bfloat16: the upper half of a float32, rounded to the nearest, ties to even.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BFloat16 : INumber<BFloat16>
{
    private readonly ushort bits;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref readonly BFloat16 from)
    {
        Vector128<ushort> halves = Vector128.LoadUnsafe(ref Unsafe.As<BFloat16, ushort>(ref Unsafe.AsRef(in from)));
        return (Vector256.WidenLower(halves.ToVector256Unsafe()) << 16).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref BFloat16 to)
    {
        Vector256<uint> exact = value.AsUInt32();
        Vector256<uint> rounded = (exact + Vector256.Create(0x7FFFu) + ((exact >> 16) & Vector256<uint>.One)) >> 16;

        // Rounding up could carry a NaN's bits over into a number's.
        rounded = Vector256.ConditionalSelect(Vector256.Equals(value, value).AsUInt32(), rounded, Vector256.Create(0x7FC0u));
        Vector128.Narrow(rounded.GetLower(), rounded.GetUpper()).StoreUnsafe(ref Unsafe.As<BFloat16, ushort>(ref to));
    }
}
