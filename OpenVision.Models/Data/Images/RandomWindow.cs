using OpenVision.Numerics;

namespace OpenVision.Data.Images;

/// <summary>The part of a training image that is kept (openvision.md, section 6).</summary>
internal static class RandomWindow
{
    private const int Tries = 10;

    /// <summary>A window of random area and aspect at a random place; the whole image where none fits in ten tries.</summary>
    /// <param name="width">The image's width in pixels.</param>
    /// <param name="height">The image's height in pixels.</param>
    /// <param name="minArea">The smallest share of the image's area.</param>
    /// <param name="maxArea">The largest.</param>
    /// <param name="minAspect">The smallest width:height; the largest is its inverse.</param>
    /// <param name="draw">The sample's own random draws.</param>
    public static Window Of(int width, int height, double minArea, double maxArea, double minAspect, ref Draw draw)
    {
        for (int i = 0; i < Tries; i++)
        {
            double area = draw.Between(minArea, maxArea) * width * height;
            double aspect = draw.Between(minAspect, 1 / minAspect);
            int w = (int)Math.Round(Math.Sqrt(area * aspect));
            int h = (int)Math.Round(Math.Sqrt(area / aspect));
            if (w >= 1 && h >= 1 && w <= width && h <= height)
            {
                return new(draw.Below(width - w + 1), draw.Below(height - h + 1), w, h);
            }
        }

        return new(0, 0, width, height);
    }
}
