using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data.Packing;

/// <summary>Small encoded pictures, and one that lies about its size.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(byte shade) => Encode(shade, new JpegEncoder());

    public static byte[] Png(byte shade) => Encode(shade, new PngEncoder());

    /// <summary>A PNG whose header declares 60000 x 60000 pixels.</summary>
    public static byte[] Bomb()
    {
        byte[] png = Png(0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static byte[] Encode(byte shade, IImageEncoder encoder)
    {
        using Image<L8> image = new(6, 4, new L8(shade));
        using MemoryStream bytes = new();
        image.Save(bytes, encoder);
        return bytes.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
