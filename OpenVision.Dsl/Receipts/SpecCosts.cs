namespace OpenVision;

/// <summary>What a stage of a recipe costs.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Tokens">The number of tokens of an image.</param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="FlopsPerSample">Floating-point operations of one sample, forward and backward.</param>
public sealed record StageCost(string Name, int Tokens, long Steps, long Samples, long FlopsPerSample)
{
    /// <summary>Floating-point operations of the whole stage.</summary>
    public double Flops => (double)FlopsPerSample * Samples;
}

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
    /// <summary>The costs of a recipe or a model.</summary>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">A value is none that this version knows, or a size none that can be counted with.</exception>
    public static SpecCosts Of(SpecText text)
    {
        ArgumentNullException.ThrowIfNull(text);
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
    public double? Flops => Stages.Count > 0 ? Stages.Sum(static stage => stage.Flops) : null;

    private static StageCost[] Of(RecipeSpec recipe) =>
    [
        .. recipe.Stages.Select(stage =>
        {
            SpecBounds.Check(stage);
            return new StageCost(
                stage.Name, Tokens.Vision(recipe.Vision, stage.Resolution), LearningRate.Steps(stage), stage.Samples, OpenVision.Flops.TrainingSample(recipe, stage.Resolution));
        }),
    ];
}
