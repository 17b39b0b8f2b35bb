using System.Text;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>Reads pictures in netpbm's binary PPM format, of bytes, one after the other from a stream.</summary>
internal static class PortablePixmap
{
    private const int MostHeader = 64;

    /// <summary>Reads the next picture.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="pixels">The most pixels that are allowed.</param>
    /// <returns>The picture; none where the stream ends.</returns>
    /// <exception cref="SampleFault">The bytes are no picture, or it is too large or cut short.</exception>
    public static RgbImage? Read(Stream stream, long pixels)
    {
        string[] fields = new string[4];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = Field(stream);
            if (i == 0 && fields[i].Length == 0)
            {
                return null;
            }
        }

        if (fields[0] != "P6" || !int.TryParse(fields[1], out int width) || !int.TryParse(fields[2], out int height) || width < 1 || height < 1 || fields[3] != "255")
        {
            throw new SampleFault(SkipReason.DamagedImage, "The decoder's output is no picture of bytes.");
        }

        if (ImageHeader.Excess(width, height, pixels) is { } excess)
        {
            throw new SampleFault(excess.Reason, excess.Detail);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked(width * height * 3));
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? new(bytes, width, height)
            : throw new SampleFault(SkipReason.DamagedImage, "The decoder's output ends within a frame.");
    }

    // Up to one white space, which is read, too.
    private static string Field(Stream stream)
    {
        StringBuilder field = new();
        for (int next = stream.ReadByte(); next is > ' ' and < 0x7F && field.Length < MostHeader; next = stream.ReadByte())
        {
            field.Append((char)next);
        }

        return field.ToString();
    }
}
