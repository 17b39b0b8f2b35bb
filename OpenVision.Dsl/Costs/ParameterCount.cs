namespace OpenVision;

/// <summary>Exact parameter counts, as the published PyTorch port counts them.</summary>
public static class ParameterCount
{
    /// <summary>The parameters of an image encoder; the port counts a fixed position embedding too.</summary>
    /// <param name="spec">The image encoder.</param>
    public static long Vision(VisionSpec spec) => ParameterTable.Vision(spec).Sum(static parameter => parameter.Count);

    /// <summary>The parameters of an image encoder that training moves: without a fixed position embedding.</summary>
    /// <param name="spec">The image encoder.</param>
    public static ParameterSizes VisionTrained(VisionSpec spec) => Of(ParameterTable.Vision(spec));

    /// <summary>The parameters of a text encoder.</summary>
    /// <param name="spec">The text encoder.</param>
    public static ParameterSizes Text(TextSpec spec) => Of(ParameterTable.Text(spec));

    /// <summary>The parameters of a caption decoder: two input projections, queries, blocks, norm and head.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="visionWidth">The width of the image tokens that feed it.</param>
    /// <param name="textWidth">The width of the text tokens that feed it.</param>
    public static ParameterSizes Decoder(DecoderSpec spec, int visionWidth, int textWidth) =>
        Of(ParameterTable.Decoder(spec, visionWidth, textWidth));

    /// <summary>The parameters that a recipe trains: both towers, the decoder and what its contrastive loss learns.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ParameterSizes Trained(RecipeSpec recipe) => Of(ModelSpec.Of(recipe).Parameters());

    /// <summary>The parameters of a language model.</summary>
    /// <param name="spec">The language model.</param>
    public static ParameterSizes Language(LanguageSpec spec) => Of(ParameterTable.Language(spec));

    /// <summary>The parameters of a multimodal model: image encoder, connector, language model and newline vector.</summary>
    /// <param name="spec">The model.</param>
    public static ParameterSizes Multimodal(MultimodalSpec spec) =>
        VisionTrained(spec.Vision) + Of(ParameterTable.Connector(spec)) + Of(ParameterTable.Language(spec));

    /// <summary>The trained scalars of some parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    public static ParameterSizes Of(IEnumerable<ParameterSpec> parameters) =>
        parameters.Aggregate(default(ParameterSizes), static (sizes, parameter) => parameter.Kind switch
        {
            ParameterKind.Matrix => sizes with { Matrix = sizes.Matrix + parameter.Count },
            ParameterKind.Other => sizes with { Other = sizes.Other + parameter.Count },
            ParameterKind.Exact => sizes with { Exact = sizes.Exact + parameter.Count },
            _ => sizes,
        });
}
