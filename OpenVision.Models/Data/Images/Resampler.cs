using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OpenVision.Data.Images.Jpeg;

namespace OpenVision.Data.Images;

/// <summary>A rectangle of an image in whole pixels.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Width">The width, at least 1.</param>
/// <param name="Height">The height, at least 1.</param>
internal readonly record struct Window(int X, int Y, int Width, int Height)
{
    /// <summary>The whole of an image.</summary>
    /// <param name="image">The image.</param>
    public static Window Of(RgbImage image) => new(0, 0, image.Width, image.Height);
}

/// <summary>
/// Resizing with antialiasing (<see cref="Taps"/>), in floating point. Beside the target it needs a row or two of the window,
/// however high that is.
/// </summary>
internal static class Resampler
{
    /// <summary>
    /// Resizes a window of an image to a square, bilinear, as TensorFlow's <c>antialias=True</c> and Pillow define it.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="window">The part of it to read.</param>
    /// <param name="side">R, the square's side in pixels.</param>
    /// <param name="target">Planes of red, green and blue, 0 to 1, [3, R, R].</param>
    public static void Resize(RgbImage image, Window window, int side, Span<float> target)
    {
        using PixelArea area = image.Part(window, JpegScale.Of(window, side));
        Bilinear(area, AxisFit.Whole(side), AxisFit.Whole(side), side, target);
    }

    /// <summary>Resizes a whole image and writes what is kept of it into a square. The image is decoded at full scale.</summary>
    /// <param name="image">The image.</param>
    /// <param name="across">What becomes of its width.</param>
    /// <param name="down">What becomes of its height.</param>
    /// <param name="interpolation">The kernel.</param>
    /// <param name="side">R, the square's side in pixels.</param>
    /// <param name="target">Planes of red, green and blue, 0 to 1, [3, R, R]; padding is left as it is.</param>
    public static void Resize(RgbImage image, AxisFit across, AxisFit down, Interpolation interpolation, int side, Span<float> target)
    {
        using PixelArea area = image.Part(Window.Of(image), 1);
        if (interpolation == Interpolation.Bicubic)
        {
            Bicubic(area, across, down, side, target);
        }
        else
        {
            Bilinear(area, across, down, side, target);
        }
    }

    // Rows are blended first: that is one pass over the bytes in the order in which they lie, as wide as the processor's vectors.
    private static void Bilinear(PixelArea area, AxisFit across, AxisFit down, int side, Span<float> target)
    {
        using Taps columns = new(area.Across, across, Interpolation.Bilinear), rows = new(area.Down, down, Interpolation.Bilinear);
        int values = area.Across.Pixels * 3, count = across.Count;

        // Four floats are read for a pixel's three: one more than the row has.
        float[] row = ArrayPool<float>.Shared.Rent(values + 1), shares = ArrayPool<float>.Shared.Rent(area.Down.Pixels);
        int plane = side * side;
        for (int y = 0; y < down.Count; y++)
        {
            ReadOnlySpan<float> weights = rows.Weights(y);
            for (int i = 0; i < weights.Length; i++)
            {
                shares[i] = weights[i] / 255;
            }

            BlendRows(area.From(rows.First(y)), area.RowBytes, shares.AsSpan(0, weights.Length), row.AsSpan(0, values));
            int at = ((down.Place + y) * side) + across.Place;
            Span<float> red = target.Slice(at, count), green = target.Slice(plane + at, count), blue = target.Slice((2 * plane) + at, count);
            BlendColumns(row.AsSpan(0, values + 1), columns, red, green, blue);
        }

        ArrayPool<float>.Shared.Return(row);
        ArrayPool<float>.Shared.Return(shares);
    }

    // A cubic overshoots at edges. Columns are blended first and cut to the range of bytes before rows are, which is what
    // Pillow does: blending in the other order, or cutting once, gives other colours beside an edge.
    private static void Bicubic(PixelArea area, AxisFit across, AxisFit down, int side, Span<float> target)
    {
        using Taps columns = new(area.Across, across, Interpolation.Bicubic), rows = new(area.Down, down, Interpolation.Bicubic);
        int values = area.Across.Pixels * 3, count = across.Count;
        float[] row = ArrayPool<float>.Shared.Rent(values + 1), narrow = ArrayPool<float>.Shared.Rent(3 * count);
        for (int y = 0; y < 3 * down.Count; y++)
        {
            Line(target, y / down.Count, y % down.Count).Clear();
        }

        // A row of the source goes to the consecutive target rows whose kernels hold it.
        int oldest = 0, newest = 0;
        for (int j = rows.First(0); j < rows.End(down.Count - 1); j++)
        {
            Widen(area.From(j)[..values], row);
            for (int x = 0; x < count; x++)
            {
                Vector128<float> color = Blend(row, columns.Spans[x], columns);
                narrow[x] = Math.Clamp(color[0], 0, 255);
                narrow[count + x] = Math.Clamp(color[1], 0, 255);
                narrow[(2 * count) + x] = Math.Clamp(color[2], 0, 255);
            }

            while (newest < down.Count && rows.First(newest) <= j)
            {
                newest++;
            }

            while (rows.End(oldest) <= j)
            {
                oldest++;
            }

            for (int y = oldest; y < newest; y++)
            {
                float weight = rows.Weights(y)[j - rows.First(y)] / 255;
                for (int channel = 0; channel < 3; channel++)
                {
                    AddScaled(narrow.AsSpan(channel * count, count), weight, Line(target, channel, y));
                }
            }
        }

        ArrayPool<float>.Shared.Return(row);
        ArrayPool<float>.Shared.Return(narrow);
        for (int y = 0; y < 3 * down.Count; y++)
        {
            foreach (ref float value in Line(target, y / down.Count, y % down.Count))
            {
                value = Math.Clamp(value, 0, 1);
            }
        }

        Span<float> Line(Span<float> planes, int channel, int y) =>
            planes.Slice((((channel * side) + down.Place + y) * side) + across.Place, count);
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }

    private static void AddScaled(ReadOnlySpan<float> source, float weight, Span<float> sum)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + (new Vector<float>(source[i..]) * weight)).CopyTo(sum[i..]);
        }

        for (; i < source.Length; i++)
        {
            sum[i] += weight * source[i];
        }
    }

    // The weighted sum of consecutive rows.
    private static void BlendRows(ReadOnlySpan<byte> source, int rowBytes, ReadOnlySpan<float> weights, Span<float> sums)
    {
        // All that is read lies before the end of the last row, which this checks once.
        source = source[..(((weights.Length - 1) * rowBytes) + sums.Length)];
        ref byte first = ref MemoryMarshal.GetReference(source);
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= sums.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            nuint at = (nuint)i;
            foreach (float weight in weights)
            {
                // A product and a sum, not a fused one: every processor rounds alike, however wide its vectors are.
                Vector.Widen(Vector.LoadUnsafe(ref first, at), out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> one, out Vector<uint> two);
                Vector.Widen(high, out Vector<uint> three, out Vector<uint> four);
                a += Vector.ConvertToSingle(Vector.AsVectorInt32(one)) * weight;
                b += Vector.ConvertToSingle(Vector.AsVectorInt32(two)) * weight;
                c += Vector.ConvertToSingle(Vector.AsVectorInt32(three)) * weight;
                d += Vector.ConvertToSingle(Vector.AsVectorInt32(four)) * weight;
                at += (nuint)rowBytes;
            }

            a.CopyTo(sums[i..]);
            b.CopyTo(sums[(i + lanes)..]);
            c.CopyTo(sums[(i + (2 * lanes))..]);
            d.CopyTo(sums[(i + (3 * lanes))..]);
        }

        for (; i < sums.Length; i++)
        {
            float sum = 0;
            for (int j = 0; j < weights.Length; j++)
            {
                sum += weights[j] * source[(j * rowBytes) + i];
            }

            sums[i] = sum;
        }
    }

    // Four pixels of three colours are turned to three colours of four pixels.
    private static void BlendColumns(ReadOnlySpan<float> row, Taps columns, Span<float> red, Span<float> green, Span<float> blue)
    {
        ReadOnlySpan<TapSpan> spans = columns.Spans;
        int x = 0;
        for (; Sse.IsSupported && x <= spans.Length - 4; x += 4)
        {
            Vector128<float> a = Blend(row, spans[x], columns), b = Blend(row, spans[x + 1], columns);
            Vector128<float> c = Blend(row, spans[x + 2], columns), d = Blend(row, spans[x + 3], columns);
            Vector128<float> first = Sse.UnpackLow(a, b), second = Sse.UnpackLow(c, d);
            Sse.MoveLowToHigh(first, second).CopyTo(red[x..]);
            Sse.MoveHighToLow(second, first).CopyTo(green[x..]);
            Sse.MoveLowToHigh(Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d)).CopyTo(blue[x..]);
        }

        for (; x < spans.Length; x++)
        {
            Vector128<float> color = Blend(row, spans[x], columns);
            (red[x], green[x], blue[x]) = (color[0], color[1], color[2]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Blend(ReadOnlySpan<float> row, TapSpan span, Taps columns)
    {
        ref float first = ref MemoryMarshal.GetReference(row.Slice(3 * span.First, (3 * span.Count) + 1));
        Vector128<float> sum = Vector128<float>.Zero;
        nuint place = 0;
        foreach (float share in columns.Shares.Slice(span.Start, span.Count))
        {
            sum += Vector128.LoadUnsafe(ref first, place) * share;
            place += 3;
        }

        return sum;
    }
}
