using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenVision.Training;

/// <summary>
/// Some float32 numbers that are computed with at once. Every operation rounds as IEEE says and none is fused with another, so that
/// all widths give the same bits.
/// </summary>
/// <typeparam name="T">The implementation.</typeparam>
internal unsafe interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract T Of(float value);

    /// <summary>Reads float32.</summary>
    static abstract T Load(float* from);

    /// <summary>Reads bfloat16.</summary>
    static abstract T LoadHalf(ushort* from);

    /// <summary>Writes bfloat16 zeros.</summary>
    static abstract void ClearHalf(ushort* to);

    /// <summary>The root.</summary>
    static abstract T Sqrt(T value);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>Writes float32.</summary>
    void Store(float* to);

    /// <summary>Writes bfloat16, rounded to the nearest, ties to even; a NaN stays one.</summary>
    void StoreHalf(ushort* to);

    /// <summary>The same past the caches: nothing reads it soon. The place is a multiple of the lanes' size.</summary>
    void StreamHalf(ushort* to);
}

/// <summary>Rounding to bfloat16, the upper half of a float32.</summary>
internal static class HalfBits
{
    /// <summary>Half of the last place that stays, less one: with the last bit that stays it rounds ties to even.</summary>
    public const uint Bias = 0x7FFF;

    /// <summary>Makes of a NaN one that no rounding turns into an infinity.</summary>
    public const uint Quiet = 0x0040_0000;

    /// <summary>Rounds one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Of(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((float.IsNaN(value) ? bits | Quiet : bits + Bias + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>The number that it stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ushort half) => BitConverter.UInt32BitsToSingle((uint)half << 16);
}

/// <summary>One number: for what is left over at an end, and for processors without vectors.</summary>
internal readonly unsafe struct Lane1(float value) : ILanes<Lane1>
{
    private readonly float value = value;

    public static int Count => 1;

    public static Lane1 operator +(Lane1 left, Lane1 right) => new(left.value + right.value);

    public static Lane1 operator -(Lane1 left, Lane1 right) => new(left.value - right.value);

    public static Lane1 operator *(Lane1 left, Lane1 right) => new(left.value * right.value);

    public static Lane1 operator /(Lane1 left, Lane1 right) => new(left.value / right.value);

    public static Lane1 Of(float value) => new(value);

    public static Lane1 Load(float* from) => new(*from);

    public static Lane1 LoadHalf(ushort* from) => new(HalfBits.ToSingle(*from));

    public static void ClearHalf(ushort* to) => *to = 0;

    public static Lane1 Sqrt(Lane1 value) => new(MathF.Sqrt(value.value));

    public void Store(float* to) => *to = value;

    public void StoreHalf(ushort* to) => *to = HalfBits.Of(value);

    public void StreamHalf(ushort* to) => StoreHalf(to);
}

/// <summary>Four numbers: NEON, SSE.</summary>
internal readonly unsafe struct Lanes4(Vector128<float> value) : ILanes<Lanes4>
{
    private readonly Vector128<float> value = value;

    public static int Count => 4;

    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left.value + right.value);

    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left.value - right.value);

    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left.value * right.value);

    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new(left.value / right.value);

    public static Lanes4 Of(float value) => new(Vector128.Create(value));

    public static Lanes4 Load(float* from) => new(Vector128.Load(from));

    public static Lanes4 LoadHalf(ushort* from) =>
        new((Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)from).AsUInt16()) << 16).AsSingle());

    public static void ClearHalf(ushort* to) => *(ulong*)to = 0;

    public static Lanes4 Sqrt(Lanes4 value) => new(Vector128.Sqrt(value.value));

    public void Store(float* to) => value.Store(to);

    public void StoreHalf(ushort* to)
    {
        Vector128<uint> bits = value.AsUInt32();
        Vector128<uint> rounded = bits + Vector128.Create(HalfBits.Bias) + ((bits >> 16) & Vector128<uint>.One);
        Vector128<uint> kept = Vector128.ConditionalSelect(Vector128.Equals(value, value).AsUInt32(), rounded, bits | Vector128.Create(HalfBits.Quiet)) >> 16;
        *(ulong*)to = Vector128.Narrow(kept, kept).AsUInt64().ToScalar();
    }

    public void StreamHalf(ushort* to) => StoreHalf(to);
}

/// <summary>Eight numbers: AVX2.</summary>
internal readonly unsafe struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    private readonly Vector256<float> value = value;

    public static int Count => 8;

    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left.value + right.value);

    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left.value - right.value);

    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left.value * right.value);

    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left.value / right.value);

    public static Lanes8 Of(float value) => new(Vector256.Create(value));

    public static Lanes8 Load(float* from) => new(Vector256.Load(from));

    public static Lanes8 LoadHalf(ushort* from) => new(((Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Vector128.Load(from)).AsUInt32()
        : Vector256.WidenLower(Vector128.Load(from).ToVector256Unsafe())) << 16).AsSingle());

    public static void ClearHalf(ushort* to) => Vector128<ushort>.Zero.Store(to);

    public static Lanes8 Sqrt(Lanes8 value) => new(Vector256.Sqrt(value.value));

    public void Store(float* to) => value.Store(to);

    public void StoreHalf(ushort* to) => Half().Store(to);

    public void StreamHalf(ushort* to) => Half().StoreAlignedNonTemporal(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<ushort> Half()
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> rounded = bits + Vector256.Create(HalfBits.Bias) + ((bits >> 16) & Vector256<uint>.One);
        Vector256<uint> kept = Vector256.ConditionalSelect(Vector256.Equals(value, value).AsUInt32(), rounded, bits | Vector256.Create(HalfBits.Quiet)) >> 16;
        return Vector256.Narrow(kept, kept).GetLower();
    }
}

/// <summary>Sixteen numbers: AVX512.</summary>
internal readonly unsafe struct Lanes16(Vector512<float> value) : ILanes<Lanes16>
{
    private readonly Vector512<float> value = value;

    public static int Count => 16;

    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left.value + right.value);

    public static Lanes16 operator -(Lanes16 left, Lanes16 right) => new(left.value - right.value);

    public static Lanes16 operator *(Lanes16 left, Lanes16 right) => new(left.value * right.value);

    public static Lanes16 operator /(Lanes16 left, Lanes16 right) => new(left.value / right.value);

    public static Lanes16 Of(float value) => new(Vector512.Create(value));

    public static Lanes16 Load(float* from) => new(Vector512.Load(from));

    public static Lanes16 LoadHalf(ushort* from) => new(((Avx512F.IsSupported
        ? Avx512F.ConvertToVector512UInt32(Vector256.Load(from))
        : Vector512.WidenLower(Vector256.Load(from).ToVector512Unsafe())) << 16).AsSingle());

    public static void ClearHalf(ushort* to) => Vector256<ushort>.Zero.Store(to);

    public static Lanes16 Sqrt(Lanes16 value) => new(Vector512.Sqrt(value.value));

    public void Store(float* to) => value.Store(to);

    public void StoreHalf(ushort* to) => Half().Store(to);

    public void StreamHalf(ushort* to) => Half().StoreAlignedNonTemporal(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ushort> Half()
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> rounded = bits + Vector512.Create(HalfBits.Bias) + ((bits >> 16) & Vector512<uint>.One);
        Vector512<uint> kept = Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(), rounded, bits | Vector512.Create(HalfBits.Quiet)) >> 16;
        return Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(kept) : Vector512.Narrow(kept, kept).GetLower();
    }
}
