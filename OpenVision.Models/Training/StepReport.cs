namespace OpenVision.Training;

/// <summary>The state of a run after one update.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Step">The update's number in the whole run, from 1.</param>
/// <param name="Steps">The number of updates of the whole run.</param>
/// <param name="Samples">The number of samples seen by the whole run.</param>
/// <param name="Losses">The step's losses.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="LogitScale">The scale after the update.</param>
/// <param name="GradientNorm">The norm of the gradients before clipping.</param>
/// <param name="SamplesPerSecond">A running mean.</param>
/// <param name="DataWaitShare">The share of the time so far spent waiting for data.</param>
/// <param name="Remaining">The estimated time to the end of the run.</param>
/// <param name="Batch">What identifies the update's batch; empty where nobody has looked.</param>
public sealed record StepReport(
    string Stage,
    long Step,
    long Steps,
    long Samples,
    StepLosses Losses,
    double LearningRate,
    double? LogitScale,
    double GradientNorm,
    double SamplesPerSecond,
    double DataWaitShare,
    TimeSpan Remaining,
    string Batch = "");
