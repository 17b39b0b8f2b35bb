namespace OpenVision;

/// <summary>What a stage costs: work, memory and communication.</summary>
public sealed record StageCost
{
    /// <summary>The stage's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of updates.</summary>
    public required long Steps { get; init; }

    /// <summary>The number of pairs seen: whole batches only.</summary>
    public required long Samples { get; init; }

    /// <summary>The number of devices that share a batch.</summary>
    public required int Devices { get; init; }

    /// <summary>The number of pairs of a batch on one device, the most where the devices do not divide it.</summary>
    public required long BatchPerDevice { get; init; }

    /// <summary>Whether memory is counted for products in bfloat16.</summary>
    public required bool Half { get; init; }

    /// <summary>The tokens of one sample.</summary>
    public required TokenCost TokensPerSample { get; init; }

    /// <summary>The tokens of the whole stage, through all parts.</summary>
    public double Tokens => (double)TokensPerSample.Total * Samples;

    /// <summary>The FLOPs of one image through the image encoder.</summary>
    public required long ForwardFlopsPerImage { get; init; }

    /// <summary>The FLOPs of one sample's forward pass, its share of the contrastive loss included.</summary>
    public required long ForwardFlopsPerSample { get; init; }

    /// <summary>The FLOPs of one sample, forward and backward.</summary>
    public required long TrainingFlopsPerSample { get; init; }

    /// <summary>The FLOPs of the whole stage on all devices.</summary>
    public required double TrainingFlops { get; init; }

    /// <summary>The memory of one device.</summary>
    public required MemoryCost Memory { get; init; }

    /// <summary>What one device sends in a step.</summary>
    public required CommunicationCost Communication { get; init; }

    /// <summary>The time of the stage in hours at the budget's speed; none where the budget tells no speed.</summary>
    public required double? Hours { get; init; }

    /// <summary>A stage of a recipe, on the devices of its budget, or on one.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static StageCost Of(RecipeSpec recipe, StageSpec stage)
    {
        int devices = recipe.Budget?.Devices ?? 1;
        long perDevice = (stage.BatchSize + devices - 1L) / devices, steps = LearningRate.Steps(stage), samples = steps * stage.BatchSize;
        long contrastive = Flops.Contrastive(recipe.Vision.EmbedDim, stage.BatchSize, recipe.Captions);
        long training = Flops.TrainingSample(recipe, stage) + (3 * contrastive);
        double all = (double)training * samples;
        bool half = OpenVision.Memory.IsHalf(recipe);
        return new StageCost
        {
            Name = stage.Name,
            Steps = steps,
            Samples = samples,
            Devices = devices,
            BatchPerDevice = perDevice,
            Half = half,
            TokensPerSample = TokenCost.Of(recipe, stage.Resolution, stage.MaskRatio),
            ForwardFlopsPerImage = Flops.Vision(recipe.Vision, stage.Resolution, stage.MaskRatio),
            ForwardFlopsPerSample = Flops.Sample(recipe, stage.Resolution, stage.MaskRatio) + contrastive,
            TrainingFlopsPerSample = training,
            TrainingFlops = all,
            Memory = OpenVision.Memory.Of(recipe, stage, perDevice, devices, half),
            Communication = CommunicationCost.Of(recipe, stage.BatchSize, devices),
            Hours = recipe.Budget is { PeakTflops: > 0 } budget ? (all + ((double)Flops.Rematerialized(recipe, stage.Resolution) * samples)) / budget.FlopsPerHour : null,
        };
    }
}
