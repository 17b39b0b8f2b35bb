namespace OpenVision;

/// <summary>What a multimodal stage costs: work and memory.</summary>
public sealed record MllmStageCost
{
    /// <summary>The stage's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of samples seen; none where a source's number is not published.</summary>
    public required long? Samples { get; init; }

    /// <summary>The number of updates; none where the samples are not known.</summary>
    public required long? Steps { get; init; }

    /// <summary>The number of devices that share a batch.</summary>
    public required int Devices { get; init; }

    /// <summary>The number of samples of a batch on one device, the most where the devices do not divide it.</summary>
    public required long BatchPerDevice { get; init; }

    /// <summary>Whether memory is counted for products in bfloat16.</summary>
    public required bool Half { get; init; }

    /// <summary>The tokens that a sample is counted with.</summary>
    public required SampleTokens TokensPerSample { get; init; }

    /// <summary>The most tokens of a picture of any size.</summary>
    public required long MostPictureTokens { get; init; }

    /// <summary>The FLOPs of a sample.</summary>
    public required MllmFlops FlopsPerSample { get; init; }

    /// <summary>The tokens of the whole stage; none where the samples are not known.</summary>
    public double? Tokens => (double)TokensPerSample.Length * Samples;

    /// <summary>The FLOPs of the whole stage on all devices; none where the samples are not known.</summary>
    public double? TrainingFlops => (double)FlopsPerSample.Training * Samples;

    /// <summary>What trains, and what a device holds of each part.</summary>
    public required EquatableArray<PartHolding> Parts { get; init; }

    /// <summary>The memory of one device.</summary>
    public required MemoryCost Memory { get; init; }

    /// <summary>The time of the stage in hours at the budget's speed; none where the budget tells no speed or the samples are not known.</summary>
    public required double? Hours { get; init; }

    /// <summary>A stage of a recipe, on the devices of its budget, or on one.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static MllmStageCost Of(MllmRecipeSpec recipe, MllmStageSpec stage)
    {
        int devices = recipe.Budget?.Devices ?? 1;
        long perDevice = (stage.BatchSize + devices - 1L) / devices;
        long? samples = MllmSchedule.Samples(stage);
        bool half = MllmMemory.IsHalf(recipe);
        MllmFlops flops = MllmFlops.Of(recipe, stage);
        return new MllmStageCost
        {
            Name = stage.Name,
            Samples = samples,
            Steps = samples is { } known ? MllmSchedule.Steps(known, stage.BatchSize) : null,
            Devices = devices,
            BatchPerDevice = perDevice,
            Half = half,
            TokensPerSample = SampleTokens.Of(recipe, stage),
            MostPictureTokens = TileLayout.MostTokens(recipe.ModelOf(stage)),
            FlopsPerSample = flops,
            Parts = new(MllmMemory.Parts(recipe, stage, half)),
            Memory = MllmMemory.Of(recipe, stage, perDevice, half),
            Hours = recipe.Budget is { PeakTflops: > 0 } budget ? (double)flops.Training * samples / budget.FlopsPerHour : null,
        };
    }

    /// <summary>Every stage of a recipe, in the order they run.</summary>
    /// <param name="recipe">The recipe.</param>
    public static EquatableArray<MllmStageCost> Of(MllmRecipeSpec recipe) => new(recipe.Stages.Select(stage => Of(recipe, stage)));
}
