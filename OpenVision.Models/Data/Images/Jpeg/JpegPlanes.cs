using System.Buffers;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>Where one component's samples lie.</summary>
/// <param name="Start">Its first sample's place in the buffer.</param>
/// <param name="Stride">The length of its rows.</param>
/// <param name="Block">The side of its blocks: 8, or less at a reduced scale.</param>
internal readonly record struct JpegPlane(int Start, int Stride, int Block);

/// <summary>The units of a JPEG that a part of it touches, and the planes that their samples go to.</summary>
internal readonly ref struct JpegPlanes
{
    private const int Edge = 8;

    private readonly Window part;
    private readonly JpegPlane luma;
    private readonly JpegPlane blue;
    private readonly JpegPlane red;
    private readonly bool grey;

    // How many pixels share a sample of colour, and the size of the whole colour planes.
    private readonly int across;
    private readonly int down;
    private readonly int width;
    private readonly int height;

    // The first pixel of the leftmost and topmost unit.
    private readonly int originX;
    private readonly int originY;

    /// <summary>Lays the planes out.</summary>
    /// <param name="header">The file's.</param>
    /// <param name="scale">How many pixels of the file become one: 1, 2, 4 or 8.</param>
    /// <param name="part">The part, in pixels of the reduced image.</param>
    public JpegPlanes(JpegHeader header, int scale, Window part)
    {
        this.part = part;
        JpegComponent first = header.Components[0];
        grey = header.Count == 1;
        int block = Edge / scale, colorBlock = block;
        (across, down) = (first.Across, first.Down);
        if (down == 2 && block < Edge)
        {
            // Planes of half the size are reduced half as much: they need no upsampling.
            (across, down, colorBlock) = (1, 1, 2 * block);
        }

        int unitWidth = first.Across * block, unitHeight = first.Down * block;
        int imageWidth = Above(header.Width, scale), imageHeight = Above(header.Height, scale);
        (width, height) = (Above(imageWidth, across), Above(imageHeight, down));
        UnitsAcross = Above(header.Width, Edge * first.Across);

        // Upsampling reads a sample beside the part.
        Left = Math.Max(0, part.X - across) / unitWidth;
        Top = Math.Max(0, part.Y - down) / unitHeight;
        Right = Above(Math.Min(imageWidth, part.X + part.Width + across), unitWidth);
        Bottom = Above(Math.Min(imageHeight, part.Y + part.Height + down), unitHeight);
        (originX, originY) = (Left * unitWidth, Top * unitHeight);
        int lumaStride = (Right - Left) * unitWidth, colorStride = (Right - Left) * colorBlock;
        int lumaLength = checked(lumaStride * (Bottom - Top) * unitHeight);
        int colorLength = grey ? 0 : checked(colorStride * (Bottom - Top) * colorBlock);
        luma = new(0, lumaStride, block);
        blue = new(lumaLength, colorStride, colorBlock);
        red = new(lumaLength + colorLength, colorStride, colorBlock);
        Length = checked(lumaLength + (2 * colorLength));
    }

    /// <summary>How many units lie side by side in the file.</summary>
    public int UnitsAcross { get; }

    /// <summary>The first column of units that is kept.</summary>
    public int Left { get; }

    /// <summary>The first row of units that is kept.</summary>
    public int Top { get; }

    /// <summary>The first column behind them.</summary>
    public int Right { get; }

    /// <summary>The first row behind them.</summary>
    public int Bottom { get; }

    /// <summary>The number of samples of all planes.</summary>
    public int Length { get; }

    /// <summary>A component's plane.</summary>
    /// <param name="component">0 for Y, 1 for Cb, 2 for Cr.</param>
    public JpegPlane this[int component] => component == 0 ? luma : component == 1 ? blue : red;

    /// <summary>Writes the part's colours.</summary>
    /// <param name="samples">The planes' samples.</param>
    /// <param name="target">Rows of red, green and blue bytes.</param>
    public void WriteColors(ReadOnlySpan<byte> samples, Span<byte> target)
    {
        int first = part.X / across, count = ((part.X + part.Width - 1) / across) - first + 1;
        byte[] rows = ArrayPool<byte>.Shared.Rent(4 * count);
        ushort[] sums = ArrayPool<ushort>.Shared.Rent(count + 2);
        Span<byte> blues = rows.AsSpan(0, across * count), reds = rows.AsSpan(across * count, across * count);
        if (grey)
        {
            blues.Fill(128);
            reds.Fill(128);
        }

        for (int y = part.Y; y < part.Y + part.Height; y++)
        {
            if (!grey)
            {
                Upsample(samples, blue, y, first, sums.AsSpan(0, count + 2), blues);
                Upsample(samples, red, y, first, sums.AsSpan(0, count + 2), reds);
            }

            int skip = part.X - (first * across), from = ((y - originY) * luma.Stride) + part.X - originX;
            ColorRows.Write(
                samples.Slice(from, part.Width),
                blues.Slice(skip, part.Width),
                reds.Slice(skip, part.Width),
                target.Slice((y - part.Y) * part.Width * 3, part.Width * 3));
        }

        ArrayPool<byte>.Shared.Return(rows);
        ArrayPool<ushort>.Shared.Return(sums);
    }

    private static int Above(int length, int unit) => ((length - 1) / unit) + 1;

    private void Upsample(ReadOnlySpan<byte> samples, JpegPlane plane, int y, int first, Span<ushort> sums, Span<byte> made)
    {
        int row = y / down, count = made.Length / across;
        if (across == 1)
        {
            Row(samples, plane, row, first, count).CopyTo(made);
            return;
        }

        // As the reference does with planes too narrow for neighbours on both sides.
        if (width <= 2)
        {
            ColorRows.Repeat(Row(samples, plane, row, first, count), made);
            return;
        }

        // Beyond the image's edge, not the block's, the last sample stands for its neighbour.
        int left = Math.Max(0, first - 1), right = Math.Min(width, first + count + 1), start = left - first + 1;
        Span<ushort> inner = sums.Slice(start, right - left);
        ReadOnlySpan<byte> near = Row(samples, plane, row, left, right - left);
        if (down == 2)
        {
            int beside = Math.Clamp(row + ((y & 1) == 0 ? -1 : 1), 0, height - 1);
            ColorRows.Blend(near, Row(samples, plane, beside, left, right - left), inner);
        }
        else
        {
            ColorRows.Widen(near, inner);
        }

        if (start == 1)
        {
            sums[0] = sums[1];
        }

        if (start + inner.Length < sums.Length)
        {
            sums[^1] = sums[^2];
        }

        ColorRows.Double(sums, down == 2 ? 4 : 2, made);
    }

    private ReadOnlySpan<byte> Row(ReadOnlySpan<byte> samples, JpegPlane plane, int row, int first, int count) =>
        samples.Slice(plane.Start + ((row - (originY / down)) * plane.Stride) + first - (originX / across), count);
}
