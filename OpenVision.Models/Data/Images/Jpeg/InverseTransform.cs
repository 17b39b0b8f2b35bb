using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>
/// The inverse cosine transform of a block in whole numbers: C. Loeffler, A. Ligtenberg and G. Moschytz, Practical fast 1-D DCT
/// algorithms with 11 multiplications, 1989, with the word lengths and roundings of the decoders that Pillow and torchvision use.
/// </summary>
internal static class InverseTransform
{
    // Constants have 13 bits behind the point; between the passes 2 are kept.
    private const int Point = 13, Between = 2;

    private static readonly int[] halfBasis = BasisOfHalf();

    /// <summary>Writes a block's samples.</summary>
    /// <param name="block">64 coefficients, row by row.</param>
    /// <param name="size">8, or the side of the smaller block that its lowest frequencies make: 4, 2 or 1.</param>
    /// <param name="flat">Whether only the first is not 0.</param>
    /// <param name="target">The plane from the block's first sample on.</param>
    /// <param name="stride">The length of the plane's rows.</param>
    public static void Write(ReadOnlySpan<int> block, int size, bool flat, Span<byte> target, int stride)
    {
        if (flat || size == 1)
        {
            byte sample = Sample((block[0] + 4) >> 3);
            for (int y = 0; y < size; y++)
            {
                target.Slice(y * stride, size).Fill(sample);
            }
        }
        else if (size == 8)
        {
            Full(block, target, stride);
        }
        else if (size == 4)
        {
            Half(block, target, stride);
        }
        else
        {
            Quarter(block, target, stride);
        }
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value + 128, 0, 255);

    private static void Full(ReadOnlySpan<int> block, Span<byte> target, int stride)
    {
        Rows rows = new(
            Vector256.Create(block), Vector256.Create(block[8..]), Vector256.Create(block[16..]), Vector256.Create(block[24..]),
            Vector256.Create(block[32..]), Vector256.Create(block[40..]), Vector256.Create(block[48..]), Vector256.Create(block[56..]));
        Pass(ref rows, Point - Between);
        Transpose(ref rows);
        Pass(ref rows, Point + Between + 3);
        Transpose(ref rows);
        Store(Bytes(rows.R0, rows.R1, rows.R2, rows.R3), target, stride);
        Store(Bytes(rows.R4, rows.R5, rows.R6, rows.R7), target[(4 * stride)..], stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Rows x, int shift)
    {
        Vector256<int> z = (x.R2 + x.R6) * 4433, even2 = z - (x.R6 * 15137), even3 = z + (x.R2 * 6270);
        Vector256<int> even0 = (x.R0 + x.R4) << Point, even1 = (x.R0 - x.R4) << Point;
        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        Vector256<int> a0 = even0 + even3 + half, a3 = even0 - even3 + half, a1 = even1 + even2 + half, a2 = even1 - even2 + half;

        Vector256<int> z3 = x.R7 + x.R3, z4 = x.R5 + x.R1, z5 = (z3 + z4) * 9633;
        Vector256<int> z1 = (x.R7 + x.R1) * -7373, z2 = (x.R5 + x.R3) * -20995;
        z3 = (z3 * -16069) + z5;
        z4 = (z4 * -3196) + z5;
        Vector256<int> b3 = (x.R7 * 2446) + z1 + z3, b2 = (x.R5 * 16819) + z2 + z4;
        Vector256<int> b1 = (x.R3 * 25172) + z2 + z3, b0 = (x.R1 * 12299) + z1 + z4;

        x.R0 = (a0 + b0) >> shift;
        x.R7 = (a0 - b0) >> shift;
        x.R1 = (a1 + b1) >> shift;
        x.R6 = (a1 - b1) >> shift;
        x.R2 = (a2 + b2) >> shift;
        x.R5 = (a2 - b2) >> shift;
        x.R3 = (a3 + b3) >> shift;
        x.R4 = (a3 - b3) >> shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Rows x)
    {
        if (!Avx2.IsSupported)
        {
            Span<int> values = MemoryMarshal.Cast<Rows, int>(new Span<Rows>(ref x));
            for (int i = 0; i < 8; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    (values[(8 * i) + j], values[(8 * j) + i]) = (values[(8 * j) + i], values[(8 * i) + j]);
                }
            }

            return;
        }

        Vector256<long> t0 = Avx2.UnpackLow(x.R0, x.R1).AsInt64(), t1 = Avx2.UnpackHigh(x.R0, x.R1).AsInt64();
        Vector256<long> t2 = Avx2.UnpackLow(x.R2, x.R3).AsInt64(), t3 = Avx2.UnpackHigh(x.R2, x.R3).AsInt64();
        Vector256<long> t4 = Avx2.UnpackLow(x.R4, x.R5).AsInt64(), t5 = Avx2.UnpackHigh(x.R4, x.R5).AsInt64();
        Vector256<long> t6 = Avx2.UnpackLow(x.R6, x.R7).AsInt64(), t7 = Avx2.UnpackHigh(x.R6, x.R7).AsInt64();
        Vector256<int> s0 = Avx2.UnpackLow(t0, t2).AsInt32(), s1 = Avx2.UnpackHigh(t0, t2).AsInt32();
        Vector256<int> s2 = Avx2.UnpackLow(t1, t3).AsInt32(), s3 = Avx2.UnpackHigh(t1, t3).AsInt32();
        Vector256<int> s4 = Avx2.UnpackLow(t4, t6).AsInt32(), s5 = Avx2.UnpackHigh(t4, t6).AsInt32();
        Vector256<int> s6 = Avx2.UnpackLow(t5, t7).AsInt32(), s7 = Avx2.UnpackHigh(t5, t7).AsInt32();
        x.R0 = Avx2.Permute2x128(s0, s4, 0x20);
        x.R1 = Avx2.Permute2x128(s1, s5, 0x20);
        x.R2 = Avx2.Permute2x128(s2, s6, 0x20);
        x.R3 = Avx2.Permute2x128(s3, s7, 0x20);
        x.R4 = Avx2.Permute2x128(s0, s4, 0x31);
        x.R5 = Avx2.Permute2x128(s1, s5, 0x31);
        x.R6 = Avx2.Permute2x128(s2, s6, 0x31);
        x.R7 = Avx2.Permute2x128(s3, s7, 0x31);
    }

    private static Vector256<byte> Bytes(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d) =>
        Vector256.Narrow(Vector256.Narrow(Cut(a), Cut(b)).AsUInt16(), Vector256.Narrow(Cut(c), Cut(d)).AsUInt16());

    private static Vector256<int> Cut(Vector256<int> samples) =>
        Vector256.Min(Vector256.Max(samples + Vector256.Create(128), Vector256<int>.Zero), Vector256.Create(255));

    private static void Store(Vector256<byte> rows, Span<byte> target, int stride)
    {
        Vector256<ulong> all = rows.AsUInt64();
        MemoryMarshal.Write(target, all[0]);
        MemoryMarshal.Write(target[stride..], all[1]);
        MemoryMarshal.Write(target[(2 * stride)..], all[2]);
        MemoryMarshal.Write(target[(3 * stride)..], all[3]);
    }

    // The lowest frequencies of the block are those of a smaller one. Rows of the result are weighted sums of rows, first of the
    // coefficients, then of the basis: no pass needs its input turned.
    private static void Half(ReadOnlySpan<int> block, Span<byte> target, int stride)
    {
        const int first = Point - Between, second = Point + Between;
        Vector128<int> c0 = Vector128.Create(block), c1 = Vector128.Create(block[8..]), c2 = Vector128.Create(block[16..]), c3 = Vector128.Create(block[24..]);
        ReadOnlySpan<int> basis = halfBasis;
        Vector128<int> b0 = Vector128.Create(basis), b1 = Vector128.Create(basis[4..]), b2 = Vector128.Create(basis[8..]), b3 = Vector128.Create(basis[12..]);
        for (int y = 0; y < 4; y++)
        {
            Vector128<int> turned = ((c0 * basis[y]) + (c1 * basis[4 + y]) + (c2 * basis[8 + y]) + (c3 * basis[12 + y])
                + Vector128.Create(1 << (first - 1))) >> first;
            Vector128<int> row = ((b0 * turned[0]) + (b1 * turned[1]) + (b2 * turned[2]) + (b3 * turned[3])
                + Vector128.Create((1 << (second - 1)) + (128 << second))) >> second;
            Vector128<short> cut = Vector128.Narrow(Vector128.Min(Vector128.Max(row, Vector128<int>.Zero), Vector128.Create(255)), default);
            MemoryMarshal.Write(target[(y * stride)..], Vector128.Narrow(cut, default).AsInt32()[0]);
        }
    }

    // With two frequencies the basis is a sum and a difference, each time an eighth of them.
    private static void Quarter(ReadOnlySpan<int> block, Span<byte> target, int stride)
    {
        int upper = block[0] + block[8] + 4, lower = block[0] - block[8] + 4, slope = block[1] + block[9], turned = block[1] - block[9];
        target[0] = Sample((upper + slope) >> 3);
        target[1] = Sample((upper - slope) >> 3);
        target[stride] = Sample((lower + turned) >> 3);
        target[stride + 1] = Sample((lower - turned) >> 3);
    }

    // The basis of a block of 4 by frequency and place; the square root of 1/8 and a half are those of the block of 8.
    private static int[] BasisOfHalf() =>
    [
        .. Enumerable.Range(0, 16).Select(static i => (int)Math.Round((1 << Point)
            * (i < 4 ? Math.Sqrt(0.125) : 0.5 * Math.Cos(((2 * (i % 4)) + 1) * (i / 4) * Math.PI / 8)))),
    ];

    [StructLayout(LayoutKind.Sequential)]
    private struct Rows(
        Vector256<int> r0, Vector256<int> r1, Vector256<int> r2, Vector256<int> r3,
        Vector256<int> r4, Vector256<int> r5, Vector256<int> r6, Vector256<int> r7)
    {
        public Vector256<int> R0 = r0, R1 = r1, R2 = r2, R3 = r3, R4 = r4, R5 = r5, R6 = r6, R7 = r7;
    }
}
