namespace OpenVision;

/// <summary>How an image of any shape becomes the encoder's square.</summary>
public enum ResizeMode
{
    /// <summary>Both sides are resized to the square's, whatever the aspect was.</summary>
    Squash,

    /// <summary>The short side is resized to the square's and the middle of the long side is kept.</summary>
    Shortest,

    /// <summary>The long side is resized to the square's and the short side is padded on both ends.</summary>
    Longest,
}

/// <summary>The kernel that an image is resized with; both are widened by the scale when shrinking (antialiasing).</summary>
public enum Interpolation
{
    /// <summary>A triangle of half-width 1.</summary>
    Bilinear,

    /// <summary>Keys' cubic of half-width 2 with a = -1/2.</summary>
    Bicubic,
}

/// <summary>Whose mean and standard deviation colours are normalised with.</summary>
public enum ColorStatistics
{
    /// <summary>ImageNet's: mean 0.485, 0.456, 0.406; deviation 0.229, 0.224, 0.225.</summary>
    ImageNet,

    /// <summary>Those of OpenAI's CLIP: mean 0.48145466, 0.4578275, 0.40821073; deviation 0.26862954, 0.26130258, 0.27577711.</summary>
    Clip,

    /// <summary>From -1 to 1: mean and deviation 0.5, as SigLIP.</summary>
    Half,
}

/// <summary>Three numbers, one a colour.</summary>
/// <param name="Red">Red's.</param>
/// <param name="Green">Green's.</param>
/// <param name="Blue">Blue's.</param>
public readonly record struct ColorTriple(double Red, double Green, double Blue)
{
    /// <summary>The mean of colours from 0 to 1.</summary>
    /// <param name="colors">Whose.</param>
    public static ColorTriple MeanOf(ColorStatistics colors) => colors switch
    {
        ColorStatistics.Clip => new(0.48145466, 0.4578275, 0.40821073),
        ColorStatistics.Half => new(0.5, 0.5, 0.5),
        _ => new(0.485, 0.456, 0.406),
    };

    /// <summary>The standard deviation of colours from 0 to 1.</summary>
    /// <param name="colors">Whose.</param>
    public static ColorTriple StdOf(ColorStatistics colors) => colors switch
    {
        ColorStatistics.Clip => new(0.26862954, 0.26130258, 0.27577711),
        ColorStatistics.Half => new(0.5, 0.5, 0.5),
        _ => new(0.229, 0.224, 0.225),
    };
}

/// <summary>
/// How an evaluation image becomes an encoder's input. Defaults: those of OpenVision's published weights
/// (openvision.md, section 6).
/// </summary>
public sealed record PreprocessSpec
{
    /// <summary>The side of the square in pixels.</summary>
    public required int Resolution { get; init; }

    /// <summary>How the image becomes a square. Default: it is squashed.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Squash;

    /// <summary>The kernel. Default: bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>What is subtracted from colours of 0 to 1. Default: ImageNet's mean.</summary>
    public ColorTriple Mean { get; init; } = ColorTriple.MeanOf(ColorStatistics.ImageNet);

    /// <summary>What the difference is divided by. Default: ImageNet's standard deviation.</summary>
    public ColorTriple Std { get; init; } = ColorTriple.StdOf(ColorStatistics.ImageNet);

    /// <summary>The grey of the padding, 0 to 255; only <see cref="ResizeMode.Longest"/> pads. Default 0.</summary>
    public int FillColor { get; init; }

    /// <summary>How an image encoder's images are prepared.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The side of the square in pixels.</param>
    public static PreprocessSpec Of(VisionSpec spec, int resolution) => new()
    {
        Resolution = resolution,
        Resize = spec.Resize,
        Interpolation = spec.Interpolation,
        Mean = ColorTriple.MeanOf(spec.Colors),
        Std = ColorTriple.StdOf(spec.Colors),
    };
}
