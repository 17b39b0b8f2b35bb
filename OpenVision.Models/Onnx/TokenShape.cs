namespace OpenVision.Onnx;

/// <summary>The shape of the tokens that an encoder hands to a caption decoder, but for the batch.</summary>
/// <param name="Count">The number of tokens.</param>
/// <param name="Width">The size of a token vector.</param>
public readonly record struct TokenShape(int Count, int Width)
{
    /// <summary>An image encoder's patch tokens at its own resolution.</summary>
    /// <param name="spec">The image encoder.</param>
    public static TokenShape Of(VisionSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(Tokens.Patches(spec), spec.Width);
    }

    /// <summary>A text encoder's tokens but the last.</summary>
    /// <param name="spec">The text encoder.</param>
    public static TokenShape Of(TextSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.Context - 1, spec.Width);
    }
}
