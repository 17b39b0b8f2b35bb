using System.Runtime.Intrinsics;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>Makes rows of red, green and blue of a JPEG's planes, with the roundings of the decoders that Pillow and torchvision use.</summary>
internal static class ColorRows
{
    // JFIF 1.02: 1.402, 0.34414, 0.71414 and 1.772, with 16 bits behind the point.
    private const int RedOfCr = 91881, GreenOfCb = -22554, GreenOfCr = -46802, BlueOfCb = 116130, Half = 1 << 15, Point = 16;

    /// <summary>Three quarters of each row and a quarter of the one beside it, four times as large.</summary>
    /// <param name="near">A row of a plane with half as many rows as the image.</param>
    /// <param name="far">The one above or below it.</param>
    /// <param name="sums">The sums.</param>
    public static void Blend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<ushort> sums)
    {
        int i = 0;
        for (; i <= near.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            ((Wide(near[i..]) * 3) + Wide(far[i..])).CopyTo(sums[i..]);
        }

        for (; i < near.Length; i++)
        {
            sums[i] = (ushort)((3 * near[i]) + far[i]);
        }
    }

    /// <summary>The samples of a row as they are.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">The samples.</param>
    public static void Widen(ReadOnlySpan<byte> row, Span<ushort> values)
    {
        int i = 0;
        for (; i <= row.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Wide(row[i..]).CopyTo(values[i..]);
        }

        for (; i < row.Length; i++)
        {
            values[i] = row[i];
        }
    }

    /// <summary>Doubles a row: of each sample two, three quarters of it and a quarter of the neighbour on that side.</summary>
    /// <param name="values">The row with a neighbour at each end.</param>
    /// <param name="bits">2, or 4 for sums of <see cref="Blend"/>.</param>
    /// <param name="doubled">Twice as many as values, the neighbours aside.</param>
    public static void Double(ReadOnlySpan<ushort> values, int bits, Span<byte> doubled)
    {
        // Halves are rounded up and down in turn.
        ushort left = (ushort)(bits == 4 ? 8 : 1), right = (ushort)(bits == 4 ? 7 : 2);
        int count = values.Length - 2, lanes = Vector256<ushort>.Count, i = 0;
        for (; i <= count - lanes; i += lanes)
        {
            Vector256<ushort> here = Vector256.Create(values[(i + 1)..]) * 3;
            Vector256<ushort> even = (here + Vector256.Create(values[i..]) + Vector256.Create(left)) >> bits;
            Vector256<ushort> odd = (here + Vector256.Create(values[(i + 2)..]) + Vector256.Create(right)) >> bits;

            // The lower byte comes first, whatever the machine: the pair is written as two bytes below where it is not so.
            (even | (odd << 8)).AsByte().CopyTo(doubled[(2 * i)..]);
        }

        for (; i < count; i++)
        {
            doubled[2 * i] = (byte)(((3 * values[i + 1]) + values[i] + left) >> bits);
            doubled[(2 * i) + 1] = (byte)(((3 * values[i + 1]) + values[i + 2] + right) >> bits);
        }
    }

    /// <summary>Doubles a row by repeating each sample.</summary>
    /// <param name="row">The row.</param>
    /// <param name="doubled">Twice as many.</param>
    public static void Repeat(ReadOnlySpan<byte> row, Span<byte> doubled)
    {
        for (int i = 0; i < doubled.Length; i++)
        {
            doubled[i] = row[i / 2];
        }
    }

    /// <summary>Makes a row of colours.</summary>
    /// <param name="luma">Y.</param>
    /// <param name="blue">Cb, as many.</param>
    /// <param name="red">Cr, as many.</param>
    /// <param name="target">Red, green and blue of each.</param>
    public static void Write(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> target)
    {
        int i = 0;
        for (; i <= luma.Length - 16; i += 16)
        {
            (Vector256<int> y0, Vector256<int> y1) = Numbers(luma[i..], 0);
            (Vector256<int> b0, Vector256<int> b1) = Numbers(blue[i..], 128);
            (Vector256<int> r0, Vector256<int> r1) = Numbers(red[i..], 128);
            Vector128<byte> reds = Bytes(y0 + Scaled(r0 * RedOfCr), y1 + Scaled(r1 * RedOfCr));
            Vector128<byte> greens = Bytes(
                y0 + Scaled((b0 * GreenOfCb) + (r0 * GreenOfCr)), y1 + Scaled((b1 * GreenOfCb) + (r1 * GreenOfCr)));
            Vector128<byte> blues = Bytes(y0 + Scaled(b0 * BlueOfCb), y1 + Scaled(b1 * BlueOfCb));
            Interleave(reds, greens, blues, target[(3 * i)..]);
        }

        for (; i < luma.Length; i++)
        {
            int y = luma[i], b = blue[i] - 128, r = red[i] - 128;
            target[3 * i] = Cut(y + (((r * RedOfCr) + Half) >> Point));
            target[(3 * i) + 1] = Cut(y + (((b * GreenOfCb) + (r * GreenOfCr) + Half) >> Point));
            target[(3 * i) + 2] = Cut(y + (((b * BlueOfCb) + Half) >> Point));
        }
    }

    private static byte Cut(int value) => (byte)Math.Clamp(value, 0, 255);

    private static Vector256<ushort> Wide(ReadOnlySpan<byte> bytes)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(bytes));
        return Vector256.Create(low, high);
    }

    private static (Vector256<int> Low, Vector256<int> High) Numbers(ReadOnlySpan<byte> bytes, int zero)
    {
        (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Wide(bytes));
        Vector256<int> shift = Vector256.Create(zero);
        return (low.AsInt32() - shift, high.AsInt32() - shift);
    }

    private static Vector256<int> Scaled(Vector256<int> product) => (product + Vector256.Create(Half)) >> Point;

    private static Vector128<byte> Bytes(Vector256<int> low, Vector256<int> high)
    {
        Vector256<int> most = Vector256.Create(255);
        Vector256<ushort> cut = Vector256.Narrow(
            Vector256.Min(Vector256.Max(low, Vector256<int>.Zero), most), Vector256.Min(Vector256.Max(high, Vector256<int>.Zero), most)).AsUInt16();
        return Vector128.Narrow(cut.GetLower(), cut.GetUpper());
    }

    // Indices beyond 15 give 0.
    private static void Interleave(Vector128<byte> r, Vector128<byte> g, Vector128<byte> b, Span<byte> target)
    {
        (Vector128.Shuffle(r, Vector128.Create((byte)0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99, 99, 5))
            | Vector128.Shuffle(g, Vector128.Create((byte)99, 0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99, 99))
            | Vector128.Shuffle(b, Vector128.Create((byte)99, 99, 0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99))).CopyTo(target);
        (Vector128.Shuffle(r, Vector128.Create((byte)99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99, 10, 99))
            | Vector128.Shuffle(g, Vector128.Create((byte)5, 99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99, 10))
            | Vector128.Shuffle(b, Vector128.Create((byte)99, 5, 99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99))).CopyTo(target[16..]);
        (Vector128.Shuffle(r, Vector128.Create((byte)99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15, 99, 99))
            | Vector128.Shuffle(g, Vector128.Create((byte)99, 99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15, 99))
            | Vector128.Shuffle(b, Vector128.Create((byte)10, 99, 99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15))).CopyTo(target[32..]);
    }
}
