using OpenVision.Numerics;

namespace OpenVision.Data.Images;

/// <summary>What happens to a training image: random crop, resize, colour jitter, greyscale, normalisation (openvision.md, section 6).</summary>
internal static class TrainImage
{
    private const int CropTries = 10;

    /// <summary>Writes an augmented image into a batch.</summary>
    /// <param name="image">The decoded image.</param>
    /// <param name="spec">What happens to it.</param>
    /// <param name="colors">What it is normalised with.</param>
    /// <param name="side">R, the side in pixels.</param>
    /// <param name="draw">The sample's own random draws.</param>
    /// <param name="target">Normalised planes, [3, R, R].</param>
    public static void Write(RgbImage image, AugmentationSpec spec, ColorStatistics colors, int side, ref Draw draw, Span<float> target)
    {
        Resampler.Resize(image, RandomWindow(image.Width, image.Height, spec, ref draw), side, target);
        if (spec.ColorJitter > 0 && draw.Unit() < spec.JitterProbability)
        {
            ColorJitter.Apply(target, spec.ColorJitter, ref draw);
        }

        if (draw.Unit() < spec.GreyscaleProbability)
        {
            ColorJitter.Greyscale(target);
        }

        Normalization.Apply(target, ColorTriple.MeanOf(colors), ColorTriple.StdOf(colors));
    }

    /// <summary>A window of random area and aspect at a random place; the whole image where none fits in ten tries.</summary>
    /// <param name="width">The image's width in pixels.</param>
    /// <param name="height">The image's height in pixels.</param>
    /// <param name="spec">The bounds of area and aspect.</param>
    /// <param name="draw">The sample's own random draws.</param>
    public static Window RandomWindow(int width, int height, AugmentationSpec spec, ref Draw draw)
    {
        for (int i = 0; i < CropTries; i++)
        {
            double area = draw.Between(spec.MinArea, spec.MaxArea) * width * height;
            double aspect = draw.Between(spec.MinAspect, 1 / spec.MinAspect);
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
