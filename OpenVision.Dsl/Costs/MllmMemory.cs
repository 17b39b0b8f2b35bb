namespace OpenVision;

/// <summary>What a device holds of a part of a multimodal model in a stage, whatever the batch.</summary>
/// <param name="Part">The part, in words.</param>
/// <param name="State">How the stage stands to it.</param>
/// <param name="Parameters">The number of its parameters.</param>
/// <param name="Weights">The bytes of the weights that it computes with: bfloat16 alone where it is frozen in such a step.</param>
/// <param name="Training">The bytes of what trains them: float32 masters, gradients, moments.</param>
public sealed record PartHolding(string Part, PartState State, long Parameters, long Weights, long Training)
{
    /// <summary>All of it.</summary>
    public long Total => Weights + Training;
}

/// <summary>
/// The memory of a step of a multimodal stage, its longest samples filling the batch: every device holds every part, a frozen one in the
/// step's precision alone. Left out: the loader's batches, kernels' own buffers, a process's code.
/// </summary>
public static class MllmMemory
{
    private const int Single = 4;
    private const int Half = 2;
    private const int Token = 8;

    /// <summary>Whether a recipe's steps are counted as bfloat16: all but those that ask for float32.</summary>
    /// <param name="recipe">The recipe.</param>
    public static bool IsHalf(MllmRecipeSpec recipe) => recipe.Precision != Precision.Float32;

    /// <summary>What a device holds of each part.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="half">Whether the step computes in bfloat16.</param>
    public static IReadOnlyList<PartHolding> Parts(MllmRecipeSpec recipe, MllmStageSpec stage, bool half)
    {
        MultimodalSpec model = recipe.Model;
        StageTrainability trains = StageTrainability.Of(model, stage);
        return
        [
            Part("image encoder", trains.Vision, ParameterCount.VisionTrained(model.Vision)),
            Part("connector", trains.Connector, ParameterCount.Of(ParameterTable.Connector(model))),
            Part("language model", trains.Language, ParameterCount.Of(ParameterTable.Language(model))),
            .. stage.Lora is { } lora && trains.Adapters is { } adapters
                ? [Part("adapters", adapters, ParameterCount.Of(ParameterTable.Adapters(model.Language, lora)))]
                : Array.Empty<PartHolding>(),
        ];

        PartHolding Part(string name, PartState state, ParameterSizes sizes)
        {
            long cast = half ? sizes.Matrix + sizes.Other : 0, weights = ((sizes.Total - cast) * Single) + (cast * Half);
            if (state != PartState.Trained)
            {
                return new(name, state, sizes.Total, weights, 0);
            }

            // bfloat16 gradients are added up in float32 where a batch comes in parts.
            long gradients = (cast * Half) + ((sizes.Total - (stage.MicroBatch > 0 ? 0 : cast)) * Single);
            return new(name, state, sizes.Total, weights, (cast * Single) + gradients + (sizes.Total * Moments(recipe.Optimizer)));
        }
    }

    /// <summary>The memory of a device in a stage.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="batch">The number of samples on the device; the stage's own does not count.</param>
    /// <param name="half">Whether the step computes in bfloat16.</param>
    public static MemoryCost Of(MllmRecipeSpec recipe, MllmStageSpec stage, long batch, bool half)
    {
        MultimodalSpec model = recipe.ModelOf(stage);
        StageTrainability trains = StageTrainability.Of(model, stage);
        int bytes = half ? Half : Single;
        double held = stage.MicroBatch > 0 ? Math.Min(stage.MicroBatch, batch) : batch, tiles = held * TileLayout.MostTiles(model);
        PartMemory vision = Activations.Features(model.Vision, model.FeatureLayer, tiles, bytes, trains.Vision == PartState.Trained, recipe.RematerializeEvery);
        PartMemory connector = Activations.Connector(model, tiles, bytes, trains.Connector);
        PartMemory language = Activations.Language(model.Language, held, stage.MaxLength, bytes, trains.Language, recipe.RematerializeEvery);
        PartMemory loss = Activations.LanguageLoss(model.Language, held, stage.MaxLength, bytes, trains.Language == PartState.Trained);

        // The backward pass goes from the loss to the pictures, and frees what it has been through; a frozen encoder has run before.
        double activations = vision.Kept + connector.Kept + language.Kept;
        double fullest = new[]
        {
            activations + loss.Kept + loss.Working,
            activations + language.Working,
            vision.Kept + connector.Kept + connector.Working,
            vision.Kept + vision.Working,
        }.Max();
        IReadOnlyList<PartHolding> parts = Parts(recipe, stage, half);
        PartHolding[] trained = [.. parts.Where(static part => part.State == PartState.Trained)];
        long masters = half ? trained.Sum(static part => part.Parameters) * Single : 0, moments = trained.Sum(static part => part.Parameters) * Moments(recipe.Optimizer);
        return new MemoryCost
        {
            Parameters = parts.Sum(static part => part.Weights) + masters,
            Gradients = trained.Sum(static part => part.Training) - masters - moments,
            Optimizer = moments,
            HalfCopies = 0,
            Batch = Whole((tiles * 3 * model.Vision.Resolution * model.Vision.Resolution * Single) + (batch * stage.MaxLength * 2.0 * Token)),
            Activations = Whole(activations),
            Losses = Whole(loss.Kept),
            Working = Whole(Math.Max(0, fullest - activations - loss.Kept)),
            Gaps = Whole((fullest * Memory.GapShare) + loss.Kept + loss.Working),
        };
    }

    /// <summary>The largest number of samples, up to a limit, with which a step fits on a device; 0 where not even one does.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="half">Whether the step computes in bfloat16.</param>
    /// <param name="bytes">The device's memory.</param>
    /// <param name="limit">The largest number that is asked for.</param>
    public static long LargestBatch(MllmRecipeSpec recipe, MllmStageSpec stage, bool half, double bytes, long limit)
    {
        long fits = 0, fails = limit + 1;
        while (fails - fits > 1)
        {
            long middle = fits + ((fails - fits) / 2);
            (fits, fails) = Of(recipe, stage, middle, half).Total <= bytes ? (middle, fails) : (fits, middle);
        }

        return fits;
    }

    private static int Moments(OptimizerSpec spec) => (spec.FirstMoment == MomentFormat.BFloat16 ? Half : Single) + Single;

    // Sizes that no machine has must not wrap around to small ones.
    private static long Whole(double bytes) => bytes < long.MaxValue / 16 ? (long)bytes : long.MaxValue / 16;
}
