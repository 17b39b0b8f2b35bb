namespace OpenVision;

/// <summary>The tokens of one training sample, by the part that they run through.</summary>
/// <param name="Vision">Those of the image encoder.</param>
/// <param name="Text">Those of the text encoder, all captions together.</param>
/// <param name="Decoder">Those of the decoder; 0 without one.</param>
public readonly record struct TokenCost(long Vision, long Text, long Decoder)
{
    /// <summary>All of them.</summary>
    public long Total => Vision + Text + Decoder;

    /// <summary>The tokens of a recipe's samples.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="resolution">The side of the stage's images in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static TokenCost Of(RecipeSpec recipe, int resolution, double maskRatio = 0) => new(
        Tokens.Vision(recipe.Vision, resolution, maskRatio),
        (long)recipe.Captions * recipe.Text.Context,
        recipe.Decoder is { } decoder ? Tokens.Decoder(decoder, recipe.Vision, recipe.Text, resolution, maskRatio) : 0);
}
