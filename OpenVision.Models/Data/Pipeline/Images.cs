using OpenVision.Data.Images;
using OpenVision.Numerics;
using Colors = OpenVision.Data.Images.ColorJitter;

namespace OpenVision.Data.Pipeline;

/// <summary>
/// The steps of images, in the order in which they fit together: a sample's member, a decoded image, planes of one size, pixels.
/// The arithmetic is openvision.md's, section 6.
/// </summary>
public static class Images
{
    /// <summary>The first member of a sample that is an image; a sample without one is skipped.</summary>
    public static Step<Sample, EncodedImage> Encoded() => Step.Guarded<Sample, EncodedImage>(nameof(Encoded), static (sample, ref _) =>
    {
        foreach (string extension in ImageHeader.Extensions)
        {
            if (sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
            {
                return new(bytes);
            }
        }

        throw new SampleFault(SkipReason.NoImage, $"None of its members is an image ({string.Join(", ", ImageHeader.Extensions)}).");
    });

    /// <summary>
    /// Decodes JPEG, PNG and WebP; a sample whose image is damaged or too large is skipped. Of most JPEGs only the header is read here, and
    /// the pixels by the step that needs them, as many as it needs: damage within them is found there.
    /// </summary>
    public static Step<EncodedImage, RgbImage> Decode() => Step.Guarded<EncodedImage, RgbImage>(
        nameof(Decode), static (image, ref _) => ImageDecoder.Open(image.Bytes, DataLimits.Default.ImagePixels));

    /// <summary>Resizes a window of random area and aspect to a square; the whole image where none fits in ten tries.</summary>
    /// <param name="side">R, the square's side in pixels.</param>
    /// <param name="minArea">The smallest share of the image's area that is kept, more than 0.</param>
    /// <param name="maxArea">The largest, at most 1.</param>
    /// <param name="minAspect">The smallest width:height of the window, more than 0 and at most 1; the largest is its inverse.</param>
    public static Step<RgbImage, Planes> RandomCrop(int side, double minArea = 0.4, double maxArea = 1, double minAspect = 0.75)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        InUnit(maxArea, nameof(maxArea));
        InUnit(minArea, nameof(minArea));
        InUnit(minAspect, nameof(minAspect));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minArea, maxArea);
        return Step.Guarded<RgbImage, Planes>(Step.Text($"RandomCrop({side}, {minArea}, {maxArea}, {minAspect})"), (image, ref context) =>
        {
            Window window = RandomWindow.Of(image.Width, image.Height, minArea, maxArea, minAspect, ref context.Draw);
            Planes planes = Room(side, ref context);
            Resampler.Resize(image, window, side, planes.Values);
            return planes;
        });
    }

    /// <summary>Resizes the whole image to a square, whatever its aspect was.</summary>
    /// <param name="side">R, the square's side in pixels.</param>
    public static Step<RgbImage, Planes> Squash(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        return Step.Guarded<RgbImage, Planes>(Step.Text($"Squash({side})"), (image, ref context) =>
        {
            Planes planes = Room(side, ref context);
            Resampler.Resize(image, Window.Of(image), side, planes.Values);
            return planes;
        });
    }

    /// <summary>Changes brightness, contrast, saturation and hue of some images, in random order.</summary>
    /// <param name="strength">How much, from 0 to 1; 0 changes and draws nothing.</param>
    /// <param name="probability">The share of images that are changed, from 0 to 1.</param>
    public static Step<Planes, Planes> ColorJitter(double strength = 0.4, double probability = 0.8)
    {
        Step.Share(strength, nameof(strength));
        Step.Share(probability, nameof(probability));
        return Step.Guarded<Planes, Planes>(Step.Text($"ColorJitter({strength}, {probability})"), (planes, ref context) =>
        {
            if (strength > 0 && context.Draw.Unit() < probability)
            {
                Colors.Apply(planes.Values, strength, ref context.Draw);
            }

            return planes;
        });
    }

    /// <summary>Replaces the colours of some images by their luminance.</summary>
    /// <param name="probability">The share of images that turn grey, from 0 to 1.</param>
    public static Step<Planes, Planes> Greyscale(double probability = 0.2)
    {
        Step.Share(probability, nameof(probability));
        return Step.Guarded<Planes, Planes>(Step.Text($"Greyscale({probability})"), (planes, ref context) =>
        {
            if (context.Draw.Unit() < probability)
            {
                Colors.Greyscale(planes.Values);
            }

            return planes;
        });
    }

    /// <summary>Turns left and right of some images round.</summary>
    /// <param name="probability">The share of images that are turned, from 0 to 1.</param>
    public static Step<Planes, Planes> Flip(double probability = 0.5)
    {
        Step.Share(probability, nameof(probability));
        return Step.Guarded<Planes, Planes>(Step.Text($"Flip({probability})"), (planes, ref context) =>
        {
            if (context.Draw.Unit() < probability)
            {
                for (int row = 0; row < 3 * planes.Side; row++)
                {
                    planes.Values.Slice(row * planes.Side, planes.Side).Reverse();
                }
            }

            return planes;
        });
    }

    /// <summary>Shifts and scales colours to what an encoder is trained with.</summary>
    /// <param name="colors">Whose mean and standard deviation.</param>
    public static Step<Planes, Pixels> Normalize(ColorStatistics colors = ColorStatistics.ImageNet)
    {
        ColorTriple mean = ColorTriple.MeanOf(colors), std = ColorTriple.StdOf(colors);
        return Step.Guarded<Planes, Pixels>($"Normalize({colors})", (planes, ref _) =>
        {
            Normalization.Apply(planes.Values, mean, std);
            return new(planes.Side, planes.Memory, mean, std);
        });
    }

    /// <summary>Resizes and normalises as evaluations do (docs/preprocessing.md), drawing nothing.</summary>
    /// <param name="spec">How.</param>
    public static Step<RgbImage, Pixels> Fit(PreprocessSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Step.Guarded<RgbImage, Pixels>(Step.Text($"Fit({spec.Resolution}, {spec.Resize}, {spec.Interpolation})"), (image, ref context) =>
        {
            Planes planes = Room(spec.Resolution, ref context);
            EvalImage.Write(image, spec, planes.Values);
            return new(planes.Side, planes.Memory, spec.Mean, spec.Std);
        });
    }

    private static Planes Room(int side, ref StepContext context) => new(side, context.Take(checked(3 * side * side)));

    private static void InUnit(double value, string name)
    {
        if (!(value is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be more than 0 and at most 1.");
        }
    }
}
