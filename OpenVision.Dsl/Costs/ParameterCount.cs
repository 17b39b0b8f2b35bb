namespace OpenVision;

/// <summary>Exact parameter counts, as the published PyTorch port counts them.</summary>
public static class ParameterCount
{
    /// <summary>The parameters of one pre-norm block: two norms, fused qkv, output projection, MLP, all with biases.</summary>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="mlpDim">The inner width of the MLP.</param>
    public static ParameterSizes Block(long width, long mlpDim) =>
        new((4 * width * width) + (2 * width * mlpDim), (2 * 2 * width) + (3 * width) + width + mlpDim + width, 0);

    /// <summary>The parameters of an image encoder; the port counts a fixed position embedding too.</summary>
    /// <param name="spec">The image encoder.</param>
    public static long Vision(VisionSpec spec) =>
        VisionTrained(spec).Total + (spec.Positions == Positions.SinCos2d ? (long)Tokens.Vision(spec) * spec.Width : 0);

    /// <summary>The parameters of an image encoder that training moves: without a fixed position embedding.</summary>
    /// <param name="spec">The image encoder.</param>
    public static ParameterSizes VisionTrained(VisionSpec spec)
    {
        long width = spec.Width;
        long positions = spec.Positions == Positions.Learned ? Tokens.Vision(spec) * width : 0;
        return new ParameterSizes((width * 3 * spec.Patch * spec.Patch) + (width * spec.EmbedDim), width + positions + (2 * width), 0)
            + Blocks(spec.Depth, width, spec.MlpDim);
    }

    /// <summary>The parameters of a text encoder.</summary>
    /// <param name="spec">The text encoder.</param>
    public static ParameterSizes Text(TextSpec spec)
    {
        long width = spec.Width;
        return new ParameterSizes(width * spec.EmbedDim, (spec.Vocabulary * width) + (spec.Context * width) + (2 * width), 0)
            + Blocks(spec.Depth, width, spec.MlpDim);
    }

    /// <summary>The parameters of a caption decoder: two input projections, queries, blocks, norm and head.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="visionWidth">The width of the image tokens that feed it.</param>
    /// <param name="textWidth">The width of the text tokens that feed it.</param>
    public static ParameterSizes Decoder(DecoderSpec spec, int visionWidth, int textWidth)
    {
        long width = spec.Width;
        return new ParameterSizes((visionWidth * width) + (textWidth * width) + (width * spec.Vocabulary), (spec.Queries * width) + (2 * width), 0)
            + Blocks(spec.Depth, width, spec.MlpDim);
    }

    /// <summary>The parameters that a recipe trains: both towers, the decoder and the logit scale.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ParameterSizes Trained(RecipeSpec recipe) =>
        VisionTrained(recipe.Vision) + Text(recipe.Text) + new ParameterSizes(0, 0, 1)
        + (recipe.Decoder is { } decoder ? Decoder(decoder, recipe.Vision.Width, recipe.Text.Width) : default);

    private static ParameterSizes Blocks(int depth, long width, long mlpDim)
    {
        ParameterSizes block = Block(width, mlpDim);
        return new(depth * block.Matrix, depth * block.Other, 0);
    }
}
