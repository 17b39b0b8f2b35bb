namespace OpenVision.Data.Images;

/// <summary>
/// What becomes of one side of an image: it is resized to <see cref="Resized"/> pixels, of which <see cref="Count"/> from
/// <see cref="Skip"/> on are kept and stand in the square from <see cref="Place"/> on.
/// </summary>
/// <param name="Resized">The resized length in pixels, at least 1.</param>
/// <param name="Skip">How many resized pixels the crop leaves out before the first that it keeps.</param>
/// <param name="Count">How many pixels are kept, at most the square's side.</param>
/// <param name="Place">How many pixels of padding stand before them.</param>
internal readonly record struct AxisFit(int Resized, int Skip, int Count, int Place)
{
    /// <summary>A side that is resized to the square's and kept whole.</summary>
    /// <param name="side">The square's side in pixels.</param>
    public static AxisFit Whole(int side) => new(side, 0, side, 0);

    /// <summary>
    /// Both sides of an image. The roundings are torchvision's and open_clip's: the long side of
    /// <see cref="ResizeMode.Shortest"/> is cut to whole pixels, that of <see cref="ResizeMode.Longest"/> rounded, and a crop's
    /// place rounded, halves to even.
    /// </summary>
    /// <param name="width">The image's width in pixels.</param>
    /// <param name="height">The image's height in pixels.</param>
    /// <param name="spec">What is asked for.</param>
    public static (AxisFit Across, AxisFit Down) Of(int width, int height, PreprocessSpec spec)
    {
        int side = spec.Resolution;
        switch (spec.Resize)
        {
            case ResizeMode.Squash:
                return (Whole(side), Whole(side));
            case ResizeMode.Shortest:
                long shorter = Math.Min(width, height);
                return (Centered((int)(width * (long)side / shorter), side), Centered((int)(height * (long)side / shorter), side));
            default:
                double ratio = Math.Max((double)width / side, (double)height / side);
                return (Centered(Nearest(width, ratio), side), Centered(Nearest(height, ratio), side));
        }
    }

    // The reference fails on an image whose short side rounds to nothing; one pixel of it is kept here.
    private static int Nearest(int length, double ratio) => Math.Max(1, (int)Math.Round(length / ratio));

    private static AxisFit Centered(int resized, int side) => resized < side
        ? new(resized, 0, resized, (side - resized) / 2)
        : new(resized, (int)Math.Round((resized - side) / 2.0), side, 0);
}
