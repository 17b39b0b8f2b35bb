using System.Text.Json;
using OpenVision.Evaluation;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>How a run ended, or that it has not.</summary>
internal enum RunStatus
{
    /// <summary>It runs, or was killed.</summary>
    Running,

    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>It stopped early because it was asked to.</summary>
    Stopped,

    /// <summary>It stopped at an error.</summary>
    Failed,
}

/// <summary>A run's <c>run.json</c>: what was trained on what, with what, and what came of it.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">The error it stopped at.</param>
/// <param name="Recipe">The recipe with the command line's changes.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Precision">The number format of the step.</param>
/// <param name="Device">The device.</param>
/// <param name="Software">The versions.</param>
/// <param name="Data">What identifies the data.</param>
/// <param name="Stage">The stage it stands in.</param>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates planned.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="Skipped">What training skipped.</param>
/// <param name="SkippedInEvaluation">What the last evaluations skipped.</param>
/// <param name="Evaluations">The last result of each evaluation.</param>
/// <param name="Seconds">The time spent, resumed parts together.</param>
internal sealed record RunRecord(
    RunStatus Status,
    string? Error,
    JsonElement Recipe,
    int Seed,
    Precision Precision,
    string Device,
    SoftwareVersions Software,
    IReadOnlyList<DataSource> Data,
    string Stage,
    long Step,
    long Steps,
    long Samples,
    SkipRecord Skipped,
    SkipRecord SkippedInEvaluation,
    IReadOnlyList<EvalResult> Evaluations,
    double Seconds)
{
    /// <summary>What the data pipelines that the recipe names do, by the names of their steps; none where it names none.</summary>
    public string? Pipelines { get; init; }

    /// <summary>The record of a run.</summary>
    /// <param name="setup">What the run is.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">The error it stopped at.</param>
    public static RunRecord Of(RunSetup setup, TrainState state, RunStatus status, string? error = null) => new(
        status,
        error,
        state.Recipe,
        setup.Recipe.Seed,
        setup.Recipe.Precision,
        setup.Settings.Device.ToString(),
        state.Software,
        state.DataSources,
        state.Stage,
        state.Step,
        setup.Plan.Steps,
        state.Samples,
        state.Skipped,
        state.SkippedInEvaluation,
        state.Evaluations,
        Math.Round(state.Seconds, 3))
    {
        Pipelines = setup.Pipelines.Steps,
    };

    /// <summary>Writes the record, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, TrainingJson.Default.RunRecord));
}
