namespace OpenVision;

/// <summary>What a recipe or a model costs, as far as its text says.</summary>
/// <param name="Vision">The image encoder's parameters, a fixed position embedding included; none without one.</param>
/// <param name="Text">The text encoder's parameters; none without one.</param>
/// <param name="Decoder">The decoder's parameters; none without one, or without what feeds it.</param>
/// <param name="Parameters">All parameters.</param>
/// <param name="FlopsPerImage">Floating-point operations of one image's forward pass at the encoder's resolution.</param>
/// <param name="FlopsPerText">Floating-point operations of one text's forward pass.</param>
/// <param name="Stages">The stages; none of a model.</param>
public sealed record SpecCosts(
    long? Vision, long? Text, long? Decoder, long Parameters, long? FlopsPerImage, long? FlopsPerText, IReadOnlyList<StageCost> Stages)
{
    /// <summary>The connector's parameters; none without one.</summary>
    public long? Connector { get; init; }

    /// <summary>The language model's parameters, a newline vector included; none without one.</summary>
    public long? Language { get; init; }

    /// <summary>Floating-point operations of one token's forward pass through the language model.</summary>
    public long? FlopsPerToken { get; init; }

    /// <summary>The most tokens of a picture of any size.</summary>
    public long? MostPictureTokens { get; init; }

    /// <summary>The stages of a multimodal recipe; none of anything else.</summary>
    public IReadOnlyList<MllmStageCost> MultimodalStages { get; init; } = [];

    /// <summary>The costs of a recipe or a model.</summary>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">A value is none that this version knows, or a size none that can be counted with.</exception>
    public static SpecCosts Of(SpecText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Kind switch
        {
            SpecKind.Language => Of(text.ToLanguage()),
            SpecKind.Multimodal => Of(text.ToMultimodal()),
            SpecKind.Mllm => Of(text.ToMllm()),
            _ => OfEncoders(text),
        };
    }

    private static SpecCosts Of(LanguageSpec model)
    {
        SpecBounds.Check(model);
        long parameters = ParameterCount.Language(model).Total;
        return new(null, null, null, parameters, null, null, []) { Language = parameters, FlopsPerToken = OpenVision.Flops.LanguageToken(model) };
    }

    private static SpecCosts Of(MultimodalSpec model)
    {
        SpecBounds.Check(model);
        return new(ParameterCount.Vision(model.Vision), null, null, ParameterCount.Multimodal(model).Total, OpenVision.Flops.Features(model.Vision, model.FeatureLayer), null, [])
        {
            Connector = ParameterCount.Of(ParameterTable.Connector(model)).Total,
            Language = ParameterCount.Of(ParameterTable.Language(model)).Total,
            FlopsPerToken = OpenVision.Flops.LanguageToken(model.Language),
            MostPictureTokens = TileLayout.MostTokens(model),
        };
    }

    private static SpecCosts Of(MllmRecipeSpec recipe)
    {
        SpecBounds.Check(recipe);
        return Of(recipe.Model) with { MultimodalStages = MllmStageCost.Of(recipe) };
    }

    private static SpecCosts OfEncoders(SpecText text)
    {
        ModelSpec model = text.ToModel();
        SpecBounds.Check(model);
        long decoder = model.DecoderParameters().Sum(static parameter => parameter.Count);
        return new(
            model.Vision is { } vision ? ParameterCount.Vision(vision) : null,
            model.Text is { } words ? ParameterCount.Text(words).Total : null,
            decoder > 0 ? decoder : null,
            model.Parameters().Sum(static parameter => parameter.Count),
            model.Vision is { } image ? OpenVision.Flops.Vision(image) : null,
            model.Text is { } texts ? OpenVision.Flops.Text(texts) : null,
            text.IsRecipe ? Of(text.ToRecipe()) : []);
    }

    /// <summary>Floating-point operations of all stages; none of a model.</summary>
    public double? Flops => Stages.Count > 0 ? Stages.Sum(static stage => stage.TrainingFlops) : null;

    private static StageCost[] Of(RecipeSpec recipe)
    {
        SpecBounds.Check(recipe);
        return
        [
            .. recipe.Stages.Select(stage => StageCost.Of(recipe, stage)),
        ];
    }
}
