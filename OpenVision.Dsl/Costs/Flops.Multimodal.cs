namespace OpenVision;

/// <content>The parts of a multimodal model.</content>
public static partial class Flops
{
    /// <summary>One token through a language model and its head, what it gathers from the tokens before it aside.</summary>
    /// <param name="spec">The language model.</param>
    public static long LanguageToken(LanguageSpec spec) => (spec.Depth * LanguageMaps(spec)) + (2L * spec.Width * spec.Vocabulary);

    /// <summary>Scores and weighted values of a sequence, in every block of a language model; those of later tokens are computed, too.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="tokens">The length of the sequence.</param>
    public static long LanguageAttention(LanguageSpec spec, long tokens) => spec.Depth * 2 * 2 * tokens * tokens * spec.Heads * spec.HeadDim;

    /// <summary>One token through the adapters of a language model.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="lora">The adapters.</param>
    public static long AdapterToken(LanguageSpec spec, LoraSpec lora) => 2 * ParameterCount.Of(ParameterTable.Adapters(spec, lora)).Total;

    /// <summary>One tile through the image encoder, up to the block that a connector reads.</summary>
    /// <param name="vision">The image encoder.</param>
    /// <param name="featureLayer">The block, counted from the end: -1 is the last.</param>
    public static long Features(VisionSpec vision, int featureLayer) => vision.Trunk == Trunk.ConvNext
        ? ConvNext(vision, vision.Resolution)
        : Patches(vision, vision.Resolution, 0) + ((vision.Depth + 1 + featureLayer) * Block(Tokens.Vision(vision), vision.Width, vision.MlpDim));

    /// <summary>The first map of an image encoder, whose pictures need no gradient.</summary>
    /// <param name="vision">The image encoder.</param>
    internal static long FirstMap(VisionSpec vision) => FirstMap(vision, vision.Resolution, 0);

    /// <summary>One tile through the connector.</summary>
    /// <param name="spec">The model.</param>
    public static long Connector(MultimodalSpec spec)
    {
        long width = spec.Language.Width;
        return 2L * spec.TileTokens * width * (spec.Vision.Width + ((spec.ConnectorLayers - 1) * width));
    }

    // Queries, keys and values, output; gate, up and down.
    private static long LanguageMaps(LanguageSpec spec)
    {
        long queries = (long)spec.Heads * spec.HeadDim, keys = (long)spec.KeyValueHeads * spec.HeadDim;
        return (2L * spec.Width * ((2 * queries) + (2 * keys))) + (2L * 3 * spec.Width * spec.MlpDim);
    }
}
