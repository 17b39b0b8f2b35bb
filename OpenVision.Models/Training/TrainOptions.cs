namespace OpenVision.Training;

/// <summary>What the command line changes of a recipe's run.</summary>
public sealed record TrainOptions
{
    /// <summary>The only stage to run; none runs all that are left.</summary>
    public string? Stage { get; init; }

    /// <summary>Shards in place of the recipe's; none keeps the recipe's.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The run folder.</summary>
    public required string Out { get; init; }

    /// <summary>Whether to go on from the run folder's newest checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>The number of updates of the whole run after which it stops; none runs to the end.</summary>
    public long? MaxSteps { get; init; }

    /// <summary>The batch size in place of the stages'; a <see cref="StageSpec.BaseLearningRate"/> scales with it.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The device, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The number format in place of the recipe's.</summary>
    public Precision? Precision { get; init; }

    /// <summary>The seed in place of the recipe's.</summary>
    public int? Seed { get; init; }

    /// <summary>How many checkpoints are kept.</summary>
    public int KeepLast { get; init; } = 3;
}
