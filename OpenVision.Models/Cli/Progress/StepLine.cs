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
            $"{report.Stage} {report.Step}/{report.Steps}  loss {losses.Total:F3}{Parts(losses)}  lr {report.LearningRate:0.00e+0}  "
            + $"{Scale(report)}grad {report.GradientNorm:F2}  "
            + $"{report.SamplesPerSecond:F0}/s  left {Figures.Time(report.Remaining)}");
    }

    /// <summary>A stage's start.</summary>
    /// <param name="stage">The stage.</param>
    public static string Of(StageStart stage) =>
        $"stage {stage.Name}: {stage.Of}, {Figures.Exact(stage.Steps)} steps of {Figures.Exact(stage.BatchSize)}, peak learning rate {Figures.Real(stage.PeakLearningRate)}";

    /// <summary>An evaluation.</summary>
    /// <param name="step">The number of steps before it.</param>
    /// <param name="result">What it measured.</param>
    public static string Of(long step, Evaluation.EvalResult result) =>
        $"{MetricNames.Of(result.Benchmark)} after step {step}: {MetricNames.Line(result.Metrics)} ({Figures.Exact(result.Samples)} samples)";

    private static string Parts(StepLosses losses) => losses.Contrastive is { } contrastive
        ? string.Create(CultureInfo.InvariantCulture, $" (contrastive {contrastive:F3}, caption {losses.Caption:F3})")
        : "";

    private static string Scale(StepReport report) => report.LogitScale is { } scale ? string.Create(CultureInfo.InvariantCulture, $"scale {scale:F1}  ") : "";
}
