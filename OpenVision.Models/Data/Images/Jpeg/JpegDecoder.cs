using System.Buffers;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>
/// Decodes a part of a JPEG, at full or at a reduced scale, without allocating anything. All codes up to the part's last row have to be
/// read, but only its blocks are transformed, upsampled and coloured. At full scale its bytes are those that libjpeg-turbo makes.
/// </summary>
internal static class JpegDecoder
{
    [ThreadStatic]
    private static JpegHeader? own;

    /// <summary>Reads the size of a JPEG of the kind that is decoded here (<see cref="JpegHeader"/>).</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryReadSize(ReadOnlySpan<byte> file, out int width, out int height)
    {
        JpegHeader header = own ??= new();
        bool known = header.TryRead(file);
        (width, height) = (header.Width, header.Height);
        return known;
    }

    /// <summary>Decodes a part.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scale">How many pixels of the file become one, across and down: 1, 2, 4 or 8.</param>
    /// <param name="part">The part, in pixels of the reduced image.</param>
    /// <param name="target">Rows of red, green and blue bytes.</param>
    /// <returns>Whether it could be decoded: it is of another kind, or damaged, where not.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> file, int scale, Window part, Span<byte> target)
    {
        JpegHeader header = own ??= new();
        if (!header.TryRead(file))
        {
            return false;
        }

        JpegPlanes planes = new(header, scale, part);
        byte[] rented = ArrayPool<byte>.Shared.Rent(planes.Length);
        try
        {
            if (!TryRead(file[header.Scan..], header, planes, rented))
            {
                return false;
            }

            planes.WriteColors(rented, target);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> scan, JpegHeader header, in JpegPlanes planes, Span<byte> samples)
    {
        EntropyReader reader = new(scan);
        Span<int> block = stackalloc int[64];
        block.Clear();
        Span<int> before = stackalloc int[3];
        before.Clear();
        int units = 0, restarts = 0;
        for (int row = 0; row < planes.Bottom; row++)
        {
            for (int column = 0; column < planes.UnitsAcross; column++)
            {
                if (header.RestartInterval > 0 && units == header.RestartInterval)
                {
                    if (!reader.TryRestart(restarts & 7))
                    {
                        return false;
                    }

                    before.Clear();
                    units = 0;
                    restarts++;
                }

                units++;
                for (int i = 0; i < header.Count; i++)
                {
                    JpegComponent component = header.Components[i];
                    for (int b = 0; b < component.Across * component.Down; b++)
                    {
                        if (!reader.TryRead(component.Firsts, component.Others, component.Steps, ref before[i], block, out int last))
                        {
                            return false;
                        }

                        if (row >= planes.Top && column >= planes.Left && column < planes.Right)
                        {
                            JpegPlane plane = planes[i];
                            int y = ((row - planes.Top) * component.Down) + (b / component.Across);
                            int x = ((column - planes.Left) * component.Across) + (b % component.Across);
                            int at = plane.Start + (((y * plane.Stride) + x) * plane.Block);
                            InverseTransform.Write(block, plane.Block, last == 0, samples[at..], plane.Stride);
                        }

                        if (last > 0)
                        {
                            block.Clear();
                        }
                    }
                }
            }

            if (reader.IsOverrun)
            {
                return false;
            }
        }

        return true;
    }
}
