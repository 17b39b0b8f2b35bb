using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>A line of <c>metrics.jsonl</c> about an update.</summary>
/// <param name="Step">The update's number in the run, from 1.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="Loss">The weighted sum.</param>
/// <param name="Contrastive">The contrastive loss; none where the recipe has none.</param>
/// <param name="Caption">The caption loss; none where the recipe has none.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="LogitScale">The scale after the update; none without a contrastive loss.</param>
/// <param name="GradientNorm">The norm before clipping.</param>
/// <param name="SamplesPerSecond">A running mean.</param>
/// <param name="DataWait">The share of the time so far spent waiting for data.</param>
/// <param name="Batch">What identifies its batch; empty in lines of older versions.</param>
internal sealed record StepRow(
    long Step,
    string Stage,
    long Samples,
    float Loss,
    float? Contrastive,
    float? Caption,
    double LearningRate,
    double? LogitScale,
    double GradientNorm,
    double SamplesPerSecond,
    double DataWait,
    string Batch = "")
{
    /// <summary>The line of a report.</summary>
    /// <param name="report">The report.</param>
    public static StepRow Of(StepReport report) => new(
        report.Step,
        report.Stage,
        report.Samples,
        report.Losses.Total,
        report.Losses.Contrastive,
        report.Losses.Caption,
        report.LearningRate,
        report.LogitScale,
        report.GradientNorm,
        Math.Round(report.SamplesPerSecond, 3),
        Math.Round(report.DataWaitShare, 4),
        report.Batch);
}

/// <summary>A line of <c>metrics.jsonl</c> about an evaluation.</summary>
/// <param name="Step">The number of updates before it.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Evaluation">What was measured, and how well.</param>
internal sealed record EvaluationRow(long Step, string Stage, EvalResult Evaluation);
