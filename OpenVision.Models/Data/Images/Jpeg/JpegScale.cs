namespace OpenVision.Data.Images.Jpeg;

/// <summary>
/// At which scale a part of a JPEG is decoded. A function of the part and of what becomes of it and of nothing else, so that a sample's
/// pixels are the same in every run.
/// </summary>
internal static class JpegScale
{
    /// <summary>The coarsest scale at which a window still has as many pixels as the square that it is resized to.</summary>
    /// <param name="window">The window.</param>
    /// <param name="side">R, the square's side in pixels.</param>
    public static int Of(Window window, int side)
    {
        int scale = 8;
        while (scale > 1 && Math.Min(window.Width, window.Height) < (long)side * scale)
        {
            scale /= 2;
        }

        return scale;
    }

    /// <summary>The pixels of a reduced image that hold a window.</summary>
    /// <param name="window">The window, in pixels of the image.</param>
    /// <param name="scale">How many of them become one.</param>
    public static Window Part(Window window, int scale)
    {
        int x = window.X / scale, y = window.Y / scale;
        return new(x, y, ((window.X + window.Width - 1) / scale) + 1 - x, ((window.Y + window.Height - 1) / scale) + 1 - y);
    }
}
