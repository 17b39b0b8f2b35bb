namespace OpenVision;

/// <summary>How a training step stands to a part of a model.</summary>
public enum PartState
{
    /// <summary>No gradient reaches it: nothing that trains lies in it or before it.</summary>
    Untouched,

    /// <summary>It is frozen, but gradients go through it to what trains before it or inside it.</summary>
    Passed,

    /// <summary>It moves.</summary>
    Trained,
}

/// <summary>Which parts of a multimodal model move in a stage.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Vision">The image encoder, up to the block that the connector reads: later blocks, norm and head are never touched.</param>
/// <param name="Connector">The connector.</param>
/// <param name="Language">The language model's own weights.</param>
/// <param name="Newline">The newline vector, which trains with them; none in a model without.</param>
/// <param name="Adapters">The language model's low-rank adapters; none in a stage without.</param>
public sealed record StageTrainability(string Stage, PartState Vision, PartState Connector, PartState Language, PartState? Newline, PartState? Adapters)
{
    /// <summary>What a stage of a recipe moves.</summary>
    /// <param name="model">The recipe's model.</param>
    /// <param name="stage">The stage.</param>
    public static StageTrainability Of(MultimodalSpec model, MllmStageSpec stage)
    {
        bool vision = stage.Trains.HasFlag(ModelParts.Vision), connector = stage.Trains.HasFlag(ModelParts.Connector), language = stage.Trains.HasFlag(ModelParts.Language);
        bool adapters = language && stage.Lora is not null, weights = language && !adapters;

        // The loss lies behind the language model, the pictures before the image encoder: a gradient goes through a part where anything
        // before it trains. The newline vector is an input of the language model, before which nothing lies.
        return new(
            stage.Name,
            vision ? PartState.Trained : PartState.Untouched,
            connector ? PartState.Trained : vision ? PartState.Passed : PartState.Untouched,
            weights ? PartState.Trained : vision || connector || adapters ? PartState.Passed : PartState.Untouched,
            !model.HasNewline ? null : weights ? PartState.Trained : PartState.Untouched,
            stage.Lora is null ? null : adapters ? PartState.Trained : PartState.Untouched);
    }

    /// <summary>What every stage of a recipe moves, in the order they run.</summary>
    /// <param name="recipe">The recipe.</param>
    public static EquatableArray<StageTrainability> Of(MllmRecipeSpec recipe) => new(recipe.Stages.Select(stage => Of(recipe.Model, stage)));

    /// <summary>Whether a connector that reads a block of an image encoder needs a parameter of it; what no one needs gets no gradient.</summary>
    /// <param name="vision">The image encoder.</param>
    /// <param name="featureLayer">The block, counted from the end: -1 is the last.</param>
    /// <param name="name">The parameter's name in the encoder's own store, such as <c>visual.transformer.resblocks.3.ln_1.weight</c>.</param>
    public static bool IsRead(VisionSpec vision, int featureLayer, string name)
    {
        const string Blocks = "visual.transformer.resblocks.";
        if (vision.Trunk == Trunk.ConvNext)
        {
            return name.StartsWith("visual.trunk.stem.", StringComparison.Ordinal) || name.StartsWith("visual.trunk.stages.", StringComparison.Ordinal);
        }

        if (!name.StartsWith(Blocks, StringComparison.Ordinal))
        {
            return name is "visual.class_embedding" or "visual.positional_embedding"
                || name.StartsWith("visual.conv1.", StringComparison.Ordinal)
                || name.StartsWith("visual.ln_pre.", StringComparison.Ordinal);
        }

        string block = name.Split('.')[Blocks.Split('.').Length - 1];
        return int.TryParse(block, out int number) && number <= vision.Depth + featureLayer;
    }
}
