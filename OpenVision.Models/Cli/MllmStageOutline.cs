namespace OpenVision.Cli;

/// <summary>How a part's learning rate runs in a stage.</summary>
/// <param name="Part">The part.</param>
/// <param name="Peak">The largest rate.</param>
/// <param name="Rates">The rate at places evenly spread over the stage, the first and the last step included; empty where its steps are not known.</param>
internal sealed record PartRates(ModelParts Part, double Peak, IReadOnlyList<double> Rates);

/// <summary>A stage of a multimodal recipe, what it moves, how its learning rates run and what it costs.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="BatchSize">The number of samples of a step.</param>
/// <param name="MaxLength">The most tokens of a sample.</param>
/// <param name="Template">The form of a conversation.</param>
/// <param name="Moves">What it moves.</param>
/// <param name="WarmupSteps">The number of steps of the warm-up; none where the stage's steps are not known.</param>
/// <param name="LearningRates">The rates of the parts that train.</param>
/// <param name="Cost">Its samples, steps, tokens, FLOPs, memory and hours.</param>
internal sealed record MllmStageOutline(
    string Name,
    int BatchSize,
    int MaxLength,
    ChatTemplate Template,
    StageTrainability Moves,
    long? WarmupSteps,
    IReadOnlyList<PartRates> LearningRates,
    MllmStageCost Cost)
{
    private const int Places = 24;

    /// <summary>A stage of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static MllmStageOutline Of(MllmRecipeSpec recipe, MllmStageSpec stage)
    {
        MllmStageCost cost = MllmStageCost.Of(recipe, stage);
        return new(
            stage.Name,
            stage.BatchSize,
            stage.MaxLength,
            stage.Template,
            StageTrainability.Of(recipe.Model, stage),
            cost.Steps is { } steps ? MllmSchedule.WarmupSteps(stage, steps) : null,
            [.. new[] { ModelParts.Vision, ModelParts.Connector, ModelParts.Language }.Where(part => stage.Trains.HasFlag(part)).Select(part => Rates(stage, part, cost.Steps))],
            cost);
    }

    private static PartRates Rates(MllmStageSpec stage, ModelParts part, long? steps) => new(part, MllmSchedule.Peak(stage, part), steps is { } known
        ? [.. Enumerable.Range(0, Places).Select(place => MllmSchedule.At(stage, part, Math.Max(0, known - 1) * place / (Places - 1), known))]
        : []);
}
