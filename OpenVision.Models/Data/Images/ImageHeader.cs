using System.Globalization;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;

namespace OpenVision.Data.Images;

/// <summary>What an image's header says, read without decoding a pixel.</summary>
/// <param name="Extension">The extension of its format: <c>jpg</c>, <c>png</c> or <c>webp</c>.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
internal sealed record ImageHeader(string Extension, int Width, int Height)
{
    /// <summary>The longest side in pixels, JPEG's own limit: longer ones are threads of pixels that nobody photographed.</summary>
    public const int LongestSide = ushort.MaxValue;

    /// <summary>The extensions that files of these formats have.</summary>
    public static IReadOnlyList<string> Extensions { get; } = ["jpg", "jpeg", "png", "webp"];

    /// <summary>The decoders that images from outside may reach.</summary>
    public static Configuration Formats { get; } =
        new(new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule());

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The image's bytes.</param>
    /// <returns>The header, or null where there is none of a format that is read.</returns>
    public static ImageHeader? Read(byte[] bytes)
    {
        try
        {
            IImageInfo? info = Image.Identify(Formats, bytes, out IImageFormat format);
            return info is { Width: > 0, Height: > 0 } ? new(ExtensionOf(format), info.Width, info.Height) : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A decoder that meets bytes it does not expect throws whatever its code happens to: all of it means damage.
            return null;
        }
    }

    /// <summary>Why an image would be skipped, judged by its header.</summary>
    /// <param name="bytes">The image's bytes.</param>
    /// <param name="pixels">The most pixels that are allowed.</param>
    /// <param name="header">The header where it can be read.</param>
    /// <returns>Reason and detail, or null where nothing is wrong with it.</returns>
    public static (SkipReason Reason, string Detail)? Fault(byte[] bytes, long pixels, out ImageHeader? header)
    {
        header = Read(bytes);
        if (header is null)
        {
            return (SkipReason.DamagedImage, "The image's header is not that of a JPEG, PNG or WebP file.");
        }

        return Excess(header.Width, header.Height, pixels);
    }

    /// <summary>Why an image is too large.</summary>
    /// <param name="width">The width that its header declares.</param>
    /// <param name="height">The height that its header declares.</param>
    /// <param name="pixels">The most pixels that are allowed.</param>
    /// <returns>Reason and detail, or null where it is not.</returns>
    public static (SkipReason Reason, string Detail)? Excess(int width, int height, long pixels)
    {
        if (Math.Max(width, height) > LongestSide)
        {
            return (SkipReason.ImageTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"The image declares {width} x {height} pixels; a side of {LongestSide:N0} is allowed."));
        }

        return (long)width * height <= pixels
            ? null
            : (SkipReason.ImageTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"The image declares {width} x {height} pixels; {pixels:N0} in all are allowed."));
    }

    private static string ExtensionOf(IImageFormat format) => format switch
    {
        JpegFormat => "jpg",
        PngFormat => "png",
        _ => "webp",
    };
}
