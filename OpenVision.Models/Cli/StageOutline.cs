namespace OpenVision.Cli;

/// <summary>What a stage costs and how its learning rate runs.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Resolution">The side of its images in pixels.</param>
/// <param name="BatchSize">The number of samples of a step.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="WarmupSteps">The number of steps of the warm-up.</param>
/// <param name="PeakLearningRate">The largest rate.</param>
/// <param name="LearningRates">The rate at places evenly spread over the stage, the first and the last step included.</param>
/// <param name="FlopsPerSample">Floating-point operations of one sample, forward and backward.</param>
/// <param name="Flops">Floating-point operations of the whole stage.</param>
internal sealed record StageOutline(
    string Name,
    int Resolution,
    int BatchSize,
    long Steps,
    long Samples,
    long WarmupSteps,
    double PeakLearningRate,
    IReadOnlyList<double> LearningRates,
    long FlopsPerSample,
    double Flops)
{
    private const int Places = 24;

    /// <summary>A stage of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static StageOutline Of(RecipeSpec recipe, StageSpec stage)
    {
        long steps = LearningRate.Steps(stage), perSample = OpenVision.Flops.TrainingSample(recipe, stage.Resolution);
        return new(
            stage.Name,
            stage.Resolution,
            stage.BatchSize,
            steps,
            stage.Samples,
            LearningRate.WarmupSteps(stage),
            LearningRate.Peak(stage),
            [.. Enumerable.Range(0, Places).Select(place => LearningRate.At(stage, Math.Max(0, steps - 1) * place / (Places - 1)))],
            perSample,
            (double)perSample * stage.Samples);
    }
}
