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

/// <summary>Three numbers, one a colour.</summary>
/// <param name="Red">Red's.</param>
/// <param name="Green">Green's.</param>
/// <param name="Blue">Blue's.</param>
public readonly record struct ColorTriple(double Red, double Green, double Blue)
{
    /// <summary>The mean of ImageNet's colours, each from 0 to 1.</summary>
    public static ColorTriple ImageNetMean { get; } = new(0.485, 0.456, 0.406);

    /// <summary>The standard deviation of ImageNet's colours.</summary>
    public static ColorTriple ImageNetStd { get; } = new(0.229, 0.224, 0.225);
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
    public ColorTriple Mean { get; init; } = ColorTriple.ImageNetMean;

    /// <summary>What the difference is divided by. Default: ImageNet's standard deviation.</summary>
    public ColorTriple Std { get; init; } = ColorTriple.ImageNetStd;

    /// <summary>The grey of the padding, 0 to 255; only <see cref="ResizeMode.Longest"/> pads. Default 0.</summary>
    public int FillColor { get; init; }

    /// <summary>What open_clip does where a configuration says nothing, and what OpenAI's CLIP was trained with.</summary>
    /// <param name="resolution">The side of the square in pixels.</param>
    public static PreprocessSpec OpenClip(int resolution) => new()
    {
        Resolution = resolution,
        Resize = ResizeMode.Shortest,
        Interpolation = Interpolation.Bicubic,
        Mean = new(0.48145466, 0.4578275, 0.40821073),
        Std = new(0.26862954, 0.26130258, 0.27577711),
    };

    /// <summary>What the published SigLIP weights take: squashed, bicubic, from -1 to 1.</summary>
    /// <param name="resolution">The side of the square in pixels.</param>
    public static PreprocessSpec SigLip(int resolution) => new()
    {
        Resolution = resolution,
        Interpolation = Interpolation.Bicubic,
        Mean = new(0.5, 0.5, 0.5),
        Std = new(0.5, 0.5, 0.5),
    };
}
