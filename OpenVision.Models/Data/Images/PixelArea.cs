using System.Buffers;

namespace OpenVision.Data.Images;

/// <summary>A window of an image as a resampler reads it: whole pixels that hold it, and where it lies among them.</summary>
internal readonly ref struct PixelArea
{
    private readonly byte[]? rented;
    private readonly byte[] pixels;
    private readonly int stride;
    private readonly Window held;

    /// <summary>A window of decoded pixels, at their own scale.</summary>
    /// <param name="pixels">Rows of red, green and blue bytes.</param>
    /// <param name="stride">The pixels of a row.</param>
    /// <param name="window">The window.</param>
    public PixelArea(byte[] pixels, int stride, Window window)
    {
        (this.pixels, this.stride, held) = (pixels, stride, window);
        (Across, Down) = (Side.Whole(window.Width), Side.Whole(window.Height));
    }

    /// <summary>A window of a reduced image.</summary>
    /// <param name="rented">Rows of red, green and blue bytes, given back when this is disposed of.</param>
    /// <param name="part">The part of the reduced image that they are.</param>
    /// <param name="window">The window, in pixels of the image.</param>
    /// <param name="scale">How many pixels of the image became one.</param>
    public PixelArea(byte[] rented, Window part, Window window, int scale)
    {
        this.rented = rented;
        (pixels, stride, held) = (rented, part.Width, new(0, 0, part.Width, part.Height));
        Across = new(part.Width, ((double)window.X / scale) - part.X, (double)window.Width / scale);
        Down = new(part.Height, ((double)window.Y / scale) - part.Y, (double)window.Height / scale);
    }

    /// <summary>The window's width among the pixels.</summary>
    public Side Across { get; }

    /// <summary>Its height.</summary>
    public Side Down { get; }

    /// <summary>How many bytes lie between one row and the next.</summary>
    public int RowBytes => stride * 3;

    /// <summary>The pixels from one row's first on.</summary>
    /// <param name="y">The row, 0 for the first that the window touches.</param>
    public ReadOnlySpan<byte> From(int y) => pixels.AsSpan((((held.Y + y) * stride) + held.X) * 3);

    /// <summary>Gives the pixels back.</summary>
    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

/// <summary>One side of a window among whole pixels.</summary>
/// <param name="Pixels">How many pixels there are.</param>
/// <param name="Start">Where the window starts: 0, or the part of the first pixel that it leaves out.</param>
/// <param name="Length">How long the window is, in these pixels.</param>
internal readonly record struct Side(int Pixels, double Start, double Length)
{
    /// <summary>A side of whole pixels.</summary>
    /// <param name="pixels">How many.</param>
    public static Side Whole(int pixels) => new(pixels, 0, pixels);
}
