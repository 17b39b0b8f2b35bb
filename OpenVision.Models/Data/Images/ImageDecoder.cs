using System.Buffers.Binary;
using OpenVision.Data.Images.Jpeg;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Data.Images;

/// <summary>
/// Decodes JPEG, PNG and WebP, told apart by content; nothing else is tried. Transparency is dropped and the orientation
/// tag ignored, as the reference's decoders do. The usual kind of JPEG is decoded by <see cref="JpegDecoder"/>, to the reference's bytes;
/// what that one does not know or finds damaged, by ImageSharp.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>
    /// Looks at an image's header and end. What <see cref="JpegDecoder"/> decodes, which is nearly every JPEG, is decoded when its pixels
    /// are asked for; everything else at once.
    /// </summary>
    /// <param name="bytes">The image's bytes, which have to stay as they are.</param>
    /// <param name="pixels">The most pixels that are allowed.</param>
    /// <exception cref="SampleFault">The image is cut short or too large, or damaged where it is decoded at once.</exception>
    public static RgbImage Open(ReadOnlyMemory<byte> bytes, long pixels)
    {
        if (JpegDecoder.TryReadSize(bytes.Span, out int width, out int height))
        {
            Refuse(ImageHeader.Excess(width, height, pixels));
            RefuseCut(bytes.Span, "jpg");
            return new(bytes, width, height);
        }

        byte[] file = bytes.ToArray();
        Refuse(ImageHeader.Fault(file, pixels, out ImageHeader? header));
        RefuseCut(file, header!.Extension);
        return ByLibrary(file);
    }

    /// <summary>Decodes a JPEG whose header has been looked at.</summary>
    /// <param name="jpeg">The file.</param>
    /// <param name="width">The width in its header.</param>
    /// <param name="height">The height in its header.</param>
    /// <exception cref="SampleFault">It is damaged.</exception>
    public static byte[] Pixels(ReadOnlyMemory<byte> jpeg, int width, int height)
    {
        byte[] pixels = new byte[checked(width * height * 3)];
        if (JpegDecoder.TryDecode(jpeg.Span, 1, new(0, 0, width, height), pixels))
        {
            return pixels;
        }

        RgbImage image = ByLibrary(jpeg.ToArray());
        return (image.Width, image.Height) == (width, height)
            ? image.Pixels
            : throw new SampleFault(SkipReason.DamagedImage, "The image cannot be decoded: its headers contradict each other.");
    }

    private static void Refuse((SkipReason Reason, string Detail)? fault)
    {
        if (fault is { } found)
        {
            throw new SampleFault(found.Reason, found.Detail);
        }
    }

    private static void RefuseCut(ReadOnlySpan<byte> file, string extension)
    {
        if (!EndsProperly(file, extension))
        {
            throw new SampleFault(SkipReason.DamagedImage, "The image's file is cut short: its end mark is missing.");
        }
    }

    private static RgbImage ByLibrary(byte[] file)
    {
        try
        {
            using Image<Rgb24> image = Image.Load<Rgb24>(ImageHeader.Formats, file);
            byte[] target = new byte[image.Width * image.Height * 3];
            image.CopyPixelDataTo(target);
            return new(target, image.Width, image.Height);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A decoder that meets bytes it does not expect throws whatever its code happens to: all of it means damage.
            throw new SampleFault(SkipReason.DamagedImage, $"The image cannot be decoded: {error.Message}");
        }
    }

    // The library fills what is missing of a truncated file with grey, which would train on half an image.
    // Only the format's own structure tells: a thumbnail within the file has an end mark too, and bytes may follow the image's.
    private static bool EndsProperly(ReadOnlySpan<byte> file, string extension) => extension switch
    {
        "jpg" => JpegEnds(file),
        "png" => PngEnds(file),
        _ => file.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L <= file.Length,
    };

    // Segments have lengths; in the compressed data between them no marker but RST0 to RST7 can occur (ITU-T T.81, B.1.1).
    private static bool JpegEnds(ReadOnlySpan<byte> file)
    {
        const byte stuffed = 0x00, standalone = 0x01, firstRestart = 0xD0, start = 0xD8, end = 0xD9, fill = 0xFF;
        ReadOnlySpan<byte> rest = file;
        while (true)
        {
            int next = rest.IndexOf((byte)0xFF);
            if (next < 0 || next + 1 >= rest.Length)
            {
                return false;
            }

            byte marker = rest[next + 1];
            rest = rest[(next + (marker == fill ? 1 : 2))..];
            if (marker == end)
            {
                return true;
            }

            if (marker is fill or stuffed or standalone or (>= firstRestart and <= start))
            {
                continue;
            }

            int length = rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : int.MaxValue;
            if (length > rest.Length)
            {
                return false;
            }

            rest = rest[length..];
        }
    }

    private static bool PngEnds(ReadOnlySpan<byte> file)
    {
        const int signature = 8, frame = 12; // a chunk's length, name and checksum
        ReadOnlySpan<byte> rest = file[signature..];
        while (rest.Length >= frame)
        {
            long size = frame + (long)BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (size > rest.Length)
            {
                return false;
            }

            if (rest[4..8].SequenceEqual("IEND"u8))
            {
                return true;
            }

            rest = rest[(int)size..];
        }

        return false;
    }
}
