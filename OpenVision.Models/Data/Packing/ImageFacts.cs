namespace OpenVision.Data.Packing;

/// <summary>What can be said of a small grey picture of one object on black, by measuring it.</summary>
/// <param name="Shade">How bright the object is: <c>dark</c>, <c>grey</c> or <c>bright</c>.</param>
/// <param name="Outline">The shape of its bounding box: <c>tall and narrow</c>, <c>as wide as tall</c> or <c>wide and
/// low</c>.</param>
public sealed record ImageFacts(string Shade, string Outline)
{
    /// <summary>All that <see cref="Shade"/> can be.</summary>
    public static IReadOnlyList<string> Shades { get; } = ["dark", "grey", "bright"];

    /// <summary>All that <see cref="Outline"/> can be.</summary>
    public static IReadOnlyList<string> Outlines { get; } = ["tall and narrow", "as wide as tall", "wide and low"];

    // Brightnesses of 255 from which a pixel belongs to the object, and an object is no longer dark, is bright.
    private const int Object = 16, Grey = 96, Bright = 168;

    // How much longer one side of the box is than the other before it is worth saying.
    private const double Elongated = 1.25;

    /// <summary>Measures a picture.</summary>
    /// <param name="pixels">Its brightnesses, [height, width].</param>
    /// <param name="width">Its width.</param>
    public static ImageFacts Of(ReadOnlySpan<byte> pixels, int width)
    {
        int left = width, right = -1, top = int.MaxValue, bottom = -1, count = 0;
        long sum = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] < Object)
            {
                continue;
            }

            (int y, int x) = Math.DivRem(i, width);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            sum += pixels[i];
            count++;
        }

        double mean = count == 0 ? 0 : (double)sum / count;
        double ratio = count == 0 ? 1 : (bottom - top + 1.0) / (right - left + 1);
        string shade = Shades[mean < Grey ? 0 : mean < Bright ? 1 : 2];
        return new(shade, Outlines[ratio >= Elongated ? 0 : ratio > 1 / Elongated ? 1 : 2]);
    }
}
