namespace OpenVision;

/// <summary>Token counts of a spec.</summary>
public static class Tokens
{
    /// <summary>The number of patches of a square image.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The image's side in pixels; a multiple of the patch.</param>
    public static int Patches(VisionSpec spec, int resolution) => resolution / spec.Patch * (resolution / spec.Patch);

    /// <summary>The number of patches at the encoder's own resolution.</summary>
    /// <param name="spec">The image encoder.</param>
    public static int Patches(VisionSpec spec) => Patches(spec, spec.Resolution);

    /// <summary>The number of patches of an image that a training step sees, at least one.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The image's side in pixels; a multiple of the patch.</param>
    /// <param name="maskRatio">The share of them that it leaves out.</param>
    public static int Kept(VisionSpec spec, int resolution, double maskRatio) =>
        Math.Max(1, (int)Math.Round(Patches(spec, resolution) * (1 - maskRatio), MidpointRounding.AwayFromZero));

    /// <summary>The number of tokens that run through the image encoder: patches and, where there is one, the class token.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The image's side in pixels; a multiple of the patch.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static int Vision(VisionSpec spec, int resolution, double maskRatio = 0) => Kept(spec, resolution, maskRatio) + (spec.ClassToken ? 1 : 0);

    /// <summary>The number of tokens that run through the image encoder at its own resolution.</summary>
    /// <param name="spec">The image encoder.</param>
    public static int Vision(VisionSpec spec) => Vision(spec, spec.Resolution);

    /// <summary>The number of tokens that run through the decoder: patches, the text without its class token, queries.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="vision">The image encoder that feeds it.</param>
    /// <param name="text">The text encoder that feeds it.</param>
    /// <param name="resolution">The image's side in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static int Decoder(DecoderSpec decoder, VisionSpec vision, TextSpec text, int resolution, double maskRatio = 0) =>
        Kept(vision, resolution, maskRatio) + text.Context - 1 + decoder.Queries;
}
