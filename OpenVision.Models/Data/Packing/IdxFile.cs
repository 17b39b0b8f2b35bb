using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace OpenVision.Data.Packing;

/// <summary>Grey images of one size, from an idx file.</summary>
/// <param name="Count">The number of images.</param>
/// <param name="Height">Their height in pixels.</param>
/// <param name="Width">Their width in pixels.</param>
/// <param name="Pixels">Their brightnesses, [Count, Height, Width].</param>
public sealed record IdxImages(int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>The brightnesses of one image, [Height, Width].</summary>
    /// <param name="index">Its number, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => Pixels.Span.Slice(index * Height * Width, Height * Width);
}

/// <summary>
/// Reads the idx format of MNIST: two zero bytes, the element type, the number of dimensions, the dimensions as big-endian
/// 32-bit numbers, the elements. Gzipped files are recognised by their first bytes.
/// </summary>
public static class IdxFile
{
    private const int UnsignedByte = 0x08;
    private const int MaxSide = 4096;
    private const long MaxBytes = 1L << 30;

    /// <summary>Reads images: three dimensions of unsigned bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing, of another format, too large, cut or too long.</exception>
    public static IdxImages ReadImages(string path)
    {
        (int[] dimensions, byte[] elements) = Read(path, rank: 3);
        return dimensions[1] is > 0 and <= MaxSide && dimensions[2] is > 0 and <= MaxSide
            ? new(dimensions[0], dimensions[1], dimensions[2], elements)
            : throw Malformed(path, $"its images of {dimensions[1]} x {dimensions[2]} pixels are not between 1 and "
                + $"{MaxSide} pixels high and wide");
    }

    /// <summary>Reads labels: one dimension of unsigned bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing, of another format, too large, cut or too long.</exception>
    public static ReadOnlyMemory<byte> ReadLabels(string path) => Read(path, rank: 1).Elements;

    private static (int[] Dimensions, byte[] Elements) Read(string path, int rank)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(path, stream, rank);
        }
        catch (InvalidDataException error)
        {
            throw Malformed(path, "its gzip data is damaged", error);
        }
        catch (EndOfStreamException error)
        {
            throw Malformed(path, "it ends before its last element: it was cut off", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The idx file '{path}' cannot be read: {error.Message} Name the place where it is.", error);
        }
    }

    private static (int[] Dimensions, byte[] Elements) Read(string path, Stream stream, int rank)
    {
        byte[] head = new byte[4];
        stream.ReadExactly(head);
        if (head[0] != 0 || head[1] != 0 || head[2] != UnsignedByte || head[3] != rank)
        {
            throw Malformed(path, $"its first bytes are {Convert.ToHexString(head)} instead of "
                + $"{UnsignedByte:X6}{rank:X2} ({rank} dimension{(rank == 1 ? "" : "s")} of unsigned bytes)");
        }

        int[] dimensions = new int[rank];
        double count = 1;
        for (int i = 0; i < rank; i++)
        {
            stream.ReadExactly(head);
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(head);
            count *= dimensions[i];
            if (dimensions[i] < 0)
            {
                throw Malformed(path, $"its dimension {i} is {dimensions[i]}");
            }
        }

        if (count > MaxBytes)
        {
            throw Malformed(path, string.Create(CultureInfo.InvariantCulture, $"it declares {count:N0} bytes; {MaxBytes:N0} are allowed"));
        }

        byte[] elements = new byte[(int)count];
        stream.ReadExactly(elements);
        return stream.ReadByte() < 0
            ? (dimensions, elements)
            : throw Malformed(path, $"it goes on after the {elements.Length} elements that it declares");
    }

    private static OpenVisionException Malformed(string path, string why, Exception? inner = null) =>
        new($"'{path}' is no idx file of the kind asked for: {why}. Check which file is which, and fetch it again.", inner);
}
