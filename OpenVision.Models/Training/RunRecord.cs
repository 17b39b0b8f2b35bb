using System.Text.Json;
using OpenVision.Data;
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
/// <param name="Recipe">The recipe's name.</param>
/// <param name="SpecHash">What identifies the recipe with the command line's changes (<see cref="OpenVision.SpecHash"/>).</param>
/// <param name="Spec">The lines of its text (<see cref="SpecText"/>).</param>
/// <param name="Choices">What the command line changed of it.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Precision">The number format of the step.</param>
/// <param name="Device">The device.</param>
/// <param name="Software">The versions.</param>
/// <param name="EarlierSoftware">The versions that made its first updates, where those were others.</param>
/// <param name="Data">What was read, by source.</param>
/// <param name="Captions">Which captions were read.</param>
/// <param name="Stage">The stage it stands in.</param>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates planned.</param>
/// <param name="Samples">The number of samples seen.</param>
/// <param name="Skipped">What training skipped.</param>
/// <param name="SkippedInEvaluation">What the last evaluations skipped.</param>
/// <param name="Evaluations">The last result of each evaluation.</param>
/// <param name="Seconds">The time spent, resumed parts together.</param>
/// <param name="Losses">The first updates one by one, then some at even distances: the same numbers as in <c>metrics.jsonl</c>, which has all.</param>
internal sealed record RunRecord(
    RunStatus Status,
    string? Error,
    string Recipe,
    string SpecHash,
    IReadOnlyList<string> Spec,
    RunChoices Choices,
    int Seed,
    Precision Precision,
    string Device,
    SoftwareVersions Software,
    IReadOnlyList<SoftwareUse> EarlierSoftware,
    IReadOnlyList<DataRecord> Data,
    CaptionDraws Captions,
    string Stage,
    long Step,
    long Steps,
    long Samples,
    SkipRecord Skipped,
    SkipRecord SkippedInEvaluation,
    IReadOnlyList<EvalResult> Evaluations,
    double Seconds,
    IReadOnlyList<LossRow> Losses)
{
    /// <summary>The record of a run.</summary>
    /// <param name="setup">What the run is.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="losses">What is kept of its updates.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">The error it stopped at.</param>
    public static RunRecord Of(RunSetup setup, TrainState state, IReadOnlyList<LossRow> losses, RunStatus status, string? error = null) => new(
        status,
        error,
        setup.Recipe.Name,
        OpenVision.SpecHash.Of(setup.Spec),
        state.Spec,
        state.Choices,
        setup.Recipe.Seed,
        setup.Recipe.Precision,
        setup.Settings.Device.ToString(),
        state.Software,
        state.EarlierSoftware,
        [.. setup.Data.Select((found, i) => DataRecord.Of(found, i < state.Data.Sources.Count ? state.Data.Sources[i].Samples : 0))],
        state.Draws,
        state.Stage,
        state.Step,
        setup.Plan.Steps,
        state.Samples,
        state.Skipped,
        state.SkippedInEvaluation,
        state.Evaluations,
        Math.Round(state.Seconds, 3),
        losses);

    /// <summary>Writes the record, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, TrainingJson.Default.RunRecord));
}

/// <summary>The part of a record that says how good the result is: read by itself, since records of other versions have it too.</summary>
/// <param name="Evaluations">What was measured.</param>
internal sealed record RunResults(IReadOnlyList<EvalResult> Evaluations);
