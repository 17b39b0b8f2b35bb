namespace OpenVision;

/// <summary>The schedule of a stage: linear warm-up, then half a cosine to 0 (reference: build_optax.py of UCSC-VLAA/OpenVision).</summary>
public static class LearningRate
{
    /// <summary>The number of updates of a stage, rounded down.</summary>
    /// <param name="stage">The stage.</param>
    public static long Steps(StageSpec stage) => stage.Samples / stage.BatchSize;

    /// <summary>The number of updates of the warm-up, rounded down.</summary>
    /// <param name="stage">The stage.</param>
    public static long WarmupSteps(StageSpec stage) => stage.WarmupSamples / stage.BatchSize;

    /// <summary>The peak learning rate: the stage's own, or base × batch / 256.</summary>
    /// <param name="stage">The stage.</param>
    public static double Peak(StageSpec stage) => stage.LearningRate > 0 ? stage.LearningRate : stage.BaseLearningRate * stage.BatchSize / 256;

    /// <summary>
    /// The share of the peak at an update. The count starts at 0, so the first update of a warm-up has rate 0; the
    /// cosine stands still until the warm-up ends.
    /// </summary>
    /// <param name="step">The update's number, from 0.</param>
    /// <param name="warmupSteps">The number of updates of the warm-up.</param>
    /// <param name="steps">The number of updates of the stage.</param>
    public static double Multiplier(long step, long warmupSteps, long steps)
    {
        double progress = (double)(step - warmupSteps) / Math.Max(1, steps - warmupSteps);
        progress = Math.Min(Math.Max(progress, 0), 1);
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * progress));
        return warmupSteps == 0 ? cosine : cosine * Math.Min(1, (double)step / warmupSteps);
    }

    /// <summary>The learning rate of an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="step">The update's number in the stage, from 0.</param>
    public static double At(StageSpec stage, long step) => Peak(stage) * Multiplier(step, WarmupSteps(stage), Steps(stage));
}
