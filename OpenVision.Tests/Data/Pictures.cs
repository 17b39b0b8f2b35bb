using System.Buffers.Binary;
using OpenVision.Data.Images;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data;

/// <summary>Small image files for tests.</summary>
internal static class Pictures
{
    /// <summary>An image with its pixels, whatever its kind.</summary>
    public static RgbImage Decode(byte[] file, long pixels)
    {
        RgbImage image = ImageDecoder.Open(file, pixels);
        return new(image.Pixels, image.Width, image.Height);
    }

    public static byte[] Jpeg(int width, int height, Rgb24 color) => Encode(width, height, color, (image, stream) => image.SaveAsJpeg(stream));

    public static byte[] Png(int width, int height, Rgb24 color) => Encode(width, height, color, (image, stream) => image.SaveAsPng(stream));

    public static byte[] Jpeg(byte shade) => Jpeg(6, 4, new(shade, shade, shade));

    public static byte[] Png(byte shade) => Png(6, 4, new(shade, shade, shade));

    /// <summary>A PNG whose header declares 60000 x 60000 pixels.</summary>
    public static byte[] Bomb() => Declaring(60_000, 60_000);

    public static byte[] Webp(int width, int height, Rgb24 color) => Encode(width, height, color, (image, stream) => image.SaveAsWebp(stream));

    public static byte[] Gif(int width, int height, Rgb24 color) => Encode(width, height, color, (image, stream) => image.SaveAsGif(stream));

    /// <summary>A PNG of a few bytes whose header declares a size of its own.</summary>
    public static byte[] Declaring(int width, int height)
    {
        byte[] png = Png(1, 1, default);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static byte[] Encode(int width, int height, Rgb24 color, Action<Image, Stream> save)
    {
        using Image<Rgb24> image = new(width, height, color);
        using MemoryStream stream = new();
        save(image, stream);
        return stream.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
