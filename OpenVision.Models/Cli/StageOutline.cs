namespace OpenVision.Cli;

/// <summary>A stage, how its learning rate runs and what it costs.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Resolution">The side of its images in pixels.</param>
/// <param name="BatchSize">The number of samples of a step.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="WarmupSteps">The number of steps of the warm-up.</param>
/// <param name="PeakLearningRate">The largest rate.</param>
/// <param name="LearningRates">The rate at places evenly spread over the stage, the first and the last step included.</param>
/// <param name="Cost">Its tokens, FLOPs, memory, communication and hours.</param>
internal sealed record StageOutline(
    string Name,
    int Resolution,
    int BatchSize,
    long Steps,
    long Samples,
    long WarmupSteps,
    double PeakLearningRate,
    IReadOnlyList<double> LearningRates,
    StageCost Cost)
{
    private const int Places = 24;

    /// <summary>A stage of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static StageOutline Of(RecipeSpec recipe, StageSpec stage)
    {
        StageCost cost = StageCost.Of(recipe, stage);
        return new(
            stage.Name,
            stage.Resolution,
            stage.BatchSize,
            cost.Steps,
            cost.Samples,
            LearningRate.WarmupSteps(stage),
            LearningRate.Peak(stage),
            [.. Enumerable.Range(0, Places).Select(place => LearningRate.At(stage, Math.Max(0, cost.Steps - 1) * place / (Places - 1)))],
            cost);
    }
}
