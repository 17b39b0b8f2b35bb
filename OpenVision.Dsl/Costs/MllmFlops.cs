namespace OpenVision;

/// <summary>
/// The floating-point operations of a sample of a multimodal stage. A product with weights costs its result; as much again where a
/// gradient goes through it, and as much again where the weights train. What nothing trains before costs its result alone.
/// </summary>
/// <param name="Forward">Those of the forward pass.</param>
/// <param name="Training">Those of the forward and the backward pass.</param>
public readonly record struct MllmFlops(long Forward, long Training)
{
    /// <summary>A sample of usual length.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static MllmFlops Of(MllmRecipeSpec recipe, MllmStageSpec stage)
    {
        SampleTokens tokens = SampleTokens.Of(recipe, stage);
        return Vision(recipe, stage, tokens.Tiles) + Connector(recipe, stage, tokens.Tiles) + Language(recipe, stage, tokens.Length);
    }

    /// <summary>The image encoder's share.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="tiles">The tiles of a sample.</param>
    public static MllmFlops Vision(MllmRecipeSpec recipe, MllmStageSpec stage, long tiles)
    {
        MultimodalSpec model = recipe.Model;
        long forward = tiles * Flops.Features(model.Vision, model.FeatureLayer);
        return new(forward, stage.Trains.HasFlag(ModelParts.Vision) ? (3 * forward) - (tiles * Flops.FirstMap(model.Vision)) + Again(recipe, forward) : forward);
    }

    /// <summary>The connector's share.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="tiles">The tiles of a sample.</param>
    public static MllmFlops Connector(MllmRecipeSpec recipe, MllmStageSpec stage, long tiles)
    {
        MultimodalSpec model = recipe.Model;
        long forward = tiles * Flops.Connector(model), first = tiles * Flops.Connector(model with { ConnectorLayers = 1 });
        bool vision = stage.Trains.HasFlag(ModelParts.Vision), own = stage.Trains.HasFlag(ModelParts.Connector);
        return new(forward, forward + (vision ? forward : own ? forward - first : 0) + (own ? forward : 0));
    }

    /// <summary>The language model's share, its adapters' included.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="length">The tokens of a sample.</param>
    public static MllmFlops Language(MllmRecipeSpec recipe, MllmStageSpec stage, long length)
    {
        LanguageSpec language = recipe.Model.Language;
        PartState state = StageTrainability.Of(recipe.Model, stage).Language;
        long maps = length * Flops.LanguageToken(language), attention = Flops.LanguageAttention(language, length);
        long adapters = stage.Lora is { } lora ? length * Flops.AdapterToken(language, lora) : 0;
        long forward = maps + attention + adapters;
        return new(forward, state switch
        {
            PartState.Trained => (3 * forward) + Again(recipe, forward),
            PartState.Passed => (2 * maps) + (3 * attention) + (3 * adapters) + Again(recipe, forward),
            _ => forward,
        });
    }

    /// <summary>Two parts together.</summary>
    /// <param name="left">One part.</param>
    /// <param name="right">The other.</param>
    public static MllmFlops operator +(MllmFlops left, MllmFlops right) => new(left.Forward + right.Forward, left.Training + right.Training);

    // Every n-th block runs forward a second time.
    private static long Again(MllmRecipeSpec recipe, long forward) => recipe.RematerializeEvery > 0 ? forward / recipe.RematerializeEvery : 0;
}
