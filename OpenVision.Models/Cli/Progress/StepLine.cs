using System.Globalization;
using OpenVision.Training;

namespace OpenVision.Cli.Progress;

/// <summary>How a run stands, in a line.</summary>
internal static class StepLine
{
    /// <summary>The line: stage, step, losses, learning rate, logit scale, gradient norm, samples a second, time left.</summary>
    /// <param name="report">How the run stands.</param>
    public static string Of(StepReport report)
    {
        StepLosses losses = report.Losses;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Stage} {report.Step}/{report.Steps}  loss {losses.Total:F3} (contrastive {losses.Contrastive:F3}, caption {losses.Caption:F3})  "
            + $"lr {report.LearningRate:0.00e+0}  scale {report.LogitScale:F1}  grad {report.GradientNorm:F2}  "
            + $"{report.SamplesPerSecond:F0}/s  left {Figures.Time(report.Remaining)}");
    }

    /// <summary>A stage's start.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="steps">Its number of steps.</param>
    public static string Of(StageSpec stage, long steps) =>
        $"stage {stage.Name}: {stage.Resolution} pixels, {Figures.Exact(steps)} steps of {Figures.Exact(stage.BatchSize)}, peak learning rate {Figures.Real(LearningRate.Peak(stage))}";

    /// <summary>An evaluation.</summary>
    /// <param name="step">The number of steps before it.</param>
    /// <param name="result">What it measured.</param>
    public static string Of(long step, Evaluation.EvalResult result) =>
        $"{MetricNames.Of(result.Benchmark)} after step {step}: {MetricNames.Line(result.Metrics)} ({Figures.Exact(result.Samples)} samples)";
}
