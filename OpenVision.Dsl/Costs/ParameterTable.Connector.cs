namespace OpenVision;

/// <content>What a multimodal model has beside its image encoder and its language model (multimodal.md, section 1.1).</content>
public static partial class ParameterTable
{
    /// <summary>The newline vector's name in the language model's store, which it trains with.</summary>
    public const string Newline = "model.image_newline";

    /// <summary>
    /// A connector's tensors by the names that LLaVA's files have below <c>mm_projector.</c>: <c>weight</c> and <c>bias</c> of one linear
    /// map; of more <c>0.weight</c>, <c>2.weight</c> and so on, since the GELUs between them are counted, too.
    /// </summary>
    /// <param name="visionWidth">The width of the image encoder's tokens.</param>
    /// <param name="width">The width of the language model's tokens.</param>
    /// <param name="layers">The number of linear maps, at least 1.</param>
    public static IEnumerable<ParameterSpec> Connector(int visionWidth, int width, int layers) => layers == 1
        ? [Matrix("weight", width, visionWidth), Other("bias", width)]
        : Enumerable.Range(0, layers).SelectMany(layer => Linear($"{2 * layer}", layer == 0 ? visionWidth : width, width));

    /// <summary>A multimodal model's connector.</summary>
    /// <param name="spec">The model.</param>
    public static IEnumerable<ParameterSpec> Connector(MultimodalSpec spec) =>
        Connector(spec.Vision.Width, spec.Language.Width, spec.ConnectorLayers);

    /// <summary>A multimodal model's language model, and with it the newline vector where the model has one.</summary>
    /// <param name="spec">The model.</param>
    public static IEnumerable<ParameterSpec> Language(MultimodalSpec spec) =>
        spec.HasNewline ? Language(spec.Language).Concat([Other(Newline, spec.Language.Width)]) : Language(spec.Language);
}
