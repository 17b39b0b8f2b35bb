namespace OpenVision;

/// <summary>
/// Floating-point operations of the matrix products of one forward pass, a multiplication and an addition counted as
/// two. Norms, activations and softmax are left out: they are under 1 % at the published sizes.
/// </summary>
public static partial class Flops
{
    /// <summary>One block over a sequence: qkv, scores, weighted values, output projection, MLP.</summary>
    /// <param name="tokens">The length of the sequence.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="mlpDim">The inner width of the MLP.</param>
    public static long Block(long tokens, long width, long mlpDim) =>
        (2 * tokens * width * 4 * width) + (2 * 2 * tokens * tokens * width) + (2 * 2 * tokens * width * mlpDim);

    /// <summary>One image through the encoder.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The image's side in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static long Vision(VisionSpec spec, int resolution, double maskRatio = 0) =>
        (spec.Trunk == Trunk.ConvNext ? ConvNext(spec, resolution) : Vit(spec, resolution, maskRatio)) + Head(spec);

    /// <summary>One image through the encoder at its own resolution.</summary>
    /// <param name="spec">The image encoder.</param>
    public static long Vision(VisionSpec spec) => Vision(spec, spec.Resolution);

    private static long Vit(VisionSpec spec, int resolution, double maskRatio)
    {
        long patches = Tokens.Kept(spec, resolution, maskRatio);
        return Patches(spec, resolution, maskRatio)
            + (spec.Depth * Block(Tokens.Vision(spec, resolution, maskRatio), spec.Width, spec.MlpDim))
            + (spec.Pooling == VisionPooling.Attention ? AttentionPool(patches, spec.Width, spec.MlpDim) : 0);
    }

    // One query: its own map, keys and values of every token, scores, weighted values, output projection, MLP.
    private static long AttentionPool(long tokens, long width, long mlpDim) =>
        (2 * width * width) + (2 * tokens * width * 2 * width) + (2 * 2 * tokens * width) + (2 * width * width) + (2 * 2 * width * mlpDim);

    private static long ConvNext(VisionSpec spec, int resolution)
    {
        long side = resolution / 4;
        long sum = Stem(spec, resolution);
        for (int stage = 0; stage < spec.StageWidths.Count; stage++)
        {
            long width = spec.StageWidths[stage];
            if (stage > 0)
            {
                side /= 2;
                sum += 2 * side * side * 2 * 2 * spec.StageWidths[stage - 1] * width;
            }

            sum += spec.StageDepths[stage] * side * side * ((2 * 7 * 7 * width) + (2 * 2 * width * 4 * width));
        }

        return sum;
    }

    private static long Head(VisionSpec spec) => spec.Head switch
    {
        OpenVision.Head.Mlp => (2L * spec.Width * 2 * spec.EmbedDim) + (2L * 2 * spec.EmbedDim * spec.EmbedDim),
        OpenVision.Head.None => 0,
        _ => 2L * spec.Width * spec.EmbedDim,
    };

    /// <summary>One text through the encoder.</summary>
    /// <param name="spec">The text encoder.</param>
    public static long Text(TextSpec spec) =>
        (spec.Depth * Block(spec.Context, spec.Width, spec.MlpDim)) + (2L * spec.Width * spec.EmbedDim);

    /// <summary>One caption through the decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="vision">The image encoder that feeds it.</param>
    /// <param name="text">The text encoder that feeds it.</param>
    /// <param name="resolution">The image's side in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static long Decoder(DecoderSpec decoder, VisionSpec vision, TextSpec text, int resolution, double maskRatio = 0)
    {
        long width = decoder.Width;
        long patches = Tokens.Kept(vision, resolution, maskRatio);
        long words = text.Context - 1;
        return (2 * patches * vision.Width * width) + (2 * words * text.Width * width)
            + (decoder.Depth * Block(Tokens.Decoder(decoder, vision, text, resolution, maskRatio), width, decoder.MlpDim))
            + (2L * decoder.Queries * width * decoder.Vocabulary);
    }

    /// <summary>One training sample forward: an image, its captions through the text encoder, and the decoder where there is one.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="resolution">The stage's image side in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static long Sample(RecipeSpec recipe, int resolution, double maskRatio = 0) =>
        Towers(recipe, resolution, maskRatio)
        + (recipe.Decoder is { } decoder ? Decoder(decoder, recipe.Vision, recipe.Text, resolution, maskRatio) : 0);

    /// <summary>
    /// One training sample, forward and backward, without the losses: a product costs its result, and the gradients of both its
    /// factors as much again; but images need no gradient. What the fused attention computes a second time is not counted.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="resolution">The stage's image side in pixels.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    public static long TrainingSample(RecipeSpec recipe, int resolution, double maskRatio = 0) =>
        (3 * Sample(recipe, resolution, maskRatio)) - FirstMap(recipe.Vision, resolution, maskRatio);

    /// <summary>One sample of a stage, forward and backward; with a micro-batch both encoders run forward once more.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static long TrainingSample(RecipeSpec recipe, StageSpec stage) =>
        TrainingSample(recipe, stage.Resolution, stage.MaskRatio)
        + (stage.MicroBatch > 0 ? Towers(recipe, stage.Resolution, stage.MaskRatio) : 0);

    /// <summary>What a training sample costs besides where blocks are run again for their derivatives.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="resolution">The stage's image side in pixels.</param>
    public static long Rematerialized(RecipeSpec recipe, int resolution)
    {
        int every = recipe.RematerializeEvery;
        if (every <= 0)
        {
            return 0;
        }

        (VisionSpec vision, TextSpec text) = (recipe.Vision, recipe.Text);
        long images = vision.Trunk == Trunk.ConvNext ? 0 : Again(vision.Depth) * Block(Tokens.Vision(vision, resolution), vision.Width, vision.MlpDim);
        long texts = recipe.Captions * Again(text.Depth) * Block(text.Context, text.Width, text.MlpDim);
        long captions = recipe.Decoder is { } decoder
            ? Again(decoder.Depth) * Block(Tokens.Decoder(decoder, vision, text, resolution), decoder.Width, decoder.MlpDim)
            : 0;
        return images + texts + captions;

        long Again(int depth) => (depth + every - 1) / every;
    }

    /// <summary>One training sample's share of the contrastive loss, forward: its similarities to the batch, for each caption.</summary>
    /// <param name="embedDim">The size of an embedding.</param>
    /// <param name="batch">The number of pairs that are compared with each other.</param>
    /// <param name="captions">The number of captions of an image.</param>
    public static long Contrastive(long embedDim, long batch, int captions) => 2 * captions * batch * embedDim;

    private static long Towers(RecipeSpec recipe, int resolution, double maskRatio) =>
        Vision(recipe.Vision, resolution, maskRatio) + (recipe.Captions * Text(recipe.Text));

    private static long FirstMap(VisionSpec spec, int resolution, double maskRatio) => spec.Trunk == Trunk.ConvNext
        ? Stem(spec, resolution)
        : Patches(spec, resolution, maskRatio);

    private static long Patches(VisionSpec spec, int resolution, double maskRatio) =>
        2L * Tokens.Kept(spec, resolution, maskRatio) * 3 * spec.Patch * spec.Patch * spec.Width;

    private static long Stem(VisionSpec spec, int resolution)
    {
        long side = resolution / 4;
        return 2 * side * side * 3 * 4 * 4 * spec.StageWidths[0];
    }
}
