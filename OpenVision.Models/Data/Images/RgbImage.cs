using System.Buffers;
using OpenVision.Data.Images.Jpeg;

namespace OpenVision.Data.Images;

/// <summary>
/// A decoded image: rows of red, green and blue bytes. One that a shard holds as a JPEG is decoded when its pixels are asked for, and a
/// step that crops or resizes it asks for no more than it reads.
/// </summary>
/// <param name="Pixels">width × height × 3 bytes; the array may be longer.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
public sealed record RgbImage(byte[] Pixels, int Width, int Height)
{
    private readonly ReadOnlyMemory<byte> file;
    private byte[]? decoded = Pixels;

    internal RgbImage(ReadOnlyMemory<byte> file, int width, int height)
        : this(null!, width, height) => this.file = file;

    /// <summary>width × height × 3 bytes; the array may be longer.</summary>
    public byte[] Pixels
    {
        get => decoded ??= ImageDecoder.Pixels(file, Width, Height);
        init => decoded = value;
    }

    /// <summary>The pixels of a window, decoded no further than needed; give them back by disposing of them.</summary>
    /// <param name="window">The window.</param>
    /// <param name="scale">How many pixels may become one, across and down: 1, 2, 4 or 8.</param>
    /// <exception cref="SampleFault">The image is damaged.</exception>
    internal PixelArea Part(Window window, int scale)
    {
        if (decoded is not null)
        {
            return new(decoded, Width, window);
        }

        Window part = JpegScale.Part(window, scale);
        byte[] rented = ArrayPool<byte>.Shared.Rent(checked(part.Width * part.Height * 3));
        if (JpegDecoder.TryDecode(file.Span, scale, part, rented))
        {
            return new(rented, part, window, scale);
        }

        // Damaged: the other decoder has the last word, as for every other kind.
        ArrayPool<byte>.Shared.Return(rented);
        return new(Pixels, Width, window);
    }
}

/// <summary>Why a sample cannot take part; caught where samples are skipped and counted.</summary>
/// <param name="reason">Why.</param>
/// <param name="detail">What was found, in a sentence.</param>
internal sealed class SampleFault(SkipReason reason, string detail) : Exception(detail)
{
    public SkipReason Reason { get; } = reason;
}
