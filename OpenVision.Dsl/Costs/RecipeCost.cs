namespace OpenVision;

/// <summary>What a recipe costs.</summary>
public sealed record RecipeCost
{
    /// <summary>The parameters that are trained.</summary>
    public required ParameterSizes Parameters { get; init; }

    /// <summary>The stages, in the order they run.</summary>
    public required EquatableArray<StageCost> Stages { get; init; }

    /// <summary>The number of devices that share the batches.</summary>
    public required int Devices { get; init; }

    /// <summary>What each reaches of its peak, in 10^12 FLOPs a second; 0 where the budget tells no speed.</summary>
    public required double Tflops { get; init; }

    /// <summary>The number of tokens seen, through all parts.</summary>
    public double Tokens => Stages.Sum(static stage => stage.Tokens);

    /// <summary>The FLOPs of all stages.</summary>
    public double TrainingFlops => Stages.Sum(static stage => stage.TrainingFlops);

    /// <summary>The memory of a device in the stage that needs most, in bytes.</summary>
    public long PeakMemory => Stages.Count == 0 ? 0 : Stages.Max(static stage => stage.Memory.Total);

    /// <summary>The time of all stages in hours; none where the budget tells no speed. Evaluations and waiting come on top.</summary>
    public double? Hours => Stages.Any(static stage => stage.Hours is null) ? null : Stages.Sum(static stage => stage.Hours ?? 0);

    /// <summary>The cost of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static RecipeCost Of(RecipeSpec recipe) => new()
    {
        Parameters = ParameterCount.Trained(recipe),
        Devices = recipe.Budget?.Devices ?? 1,
        Tflops = recipe.Budget is { } budget ? budget.PeakTflops * budget.Utilization : 0,
        Stages = new(recipe.Stages.Select(stage => StageCost.Of(recipe, stage))),
    };
}
