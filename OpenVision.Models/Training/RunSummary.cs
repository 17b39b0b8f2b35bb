using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>What a run left behind.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Weights">The newest model weights.</param>
/// <param name="Steps">The number of updates made in all.</param>
/// <param name="Elapsed">The time the run took, from its start or resumption.</param>
/// <param name="Evaluations">The last result of each evaluation.</param>
/// <param name="Pictures">The pictures it drew.</param>
/// <param name="Skipped">The number of skipped samples.</param>
/// <param name="Interrupted">Whether it stopped because it was asked to.</param>
public sealed record RunSummary(
    string Folder,
    string Weights,
    long Steps,
    TimeSpan Elapsed,
    IReadOnlyList<EvalResult> Evaluations,
    IReadOnlyList<string> Pictures,
    long Skipped,
    bool Interrupted);
