using OpenVision.Data.Packing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Data.Images;

/// <summary>
/// Decodes JPEG, PNG and WebP, told apart by content; nothing else is tried. Transparency is dropped and the orientation
/// tag ignored, as the reference's decoders do.
/// </summary>
internal static class ImageDecoder
{
    // How far before the end of a file its end mark may lie: some cameras write a little after it.
    private const int Tail = 4096;

    private static readonly Configuration formats =
        new(new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule());

    /// <summary>Decodes an image after a look at its header.</summary>
    /// <param name="bytes">The image's bytes.</param>
    /// <param name="pixels">The most pixels that are allowed.</param>
    /// <exception cref="SampleFault">The image is damaged, cut short or too large.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> bytes, long pixels)
    {
        byte[] file = bytes.ToArray();
        if (ImageHeader.Fault(file, pixels, out ImageHeader? header) is { } fault)
        {
            throw new SampleFault(fault.Reason, fault.Detail);
        }

        if (!EndsProperly(file, header!.Extension))
        {
            throw new SampleFault(SkipReason.DamagedImage, "The image's file is cut short: its end mark is missing.");
        }

        try
        {
            using Image<Rgb24> image = Image.Load<Rgb24>(formats, file);
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
    private static bool EndsProperly(ReadOnlySpan<byte> file, string extension)
    {
        ReadOnlySpan<byte> end = file[Math.Max(0, file.Length - Tail)..];
        return extension switch
        {
            "jpg" => end.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0,
            "png" => end.IndexOf("IEND"u8) >= 0,
            _ => file.Length >= 12 && BitConverter.ToUInt32(file[4..8]) + 8L <= file.Length,
        };
    }
}
