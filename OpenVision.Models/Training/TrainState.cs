using OpenVision.Data;
using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>
/// Where a run stands, beside its weights and moments: a checkpoint's <c>state.json</c>. There is no state of a random
/// generator in it: everything random is a function of the seed and a sample's number, so positions are enough.
/// </summary>
/// <param name="Version">The version of this format.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="StageIndex">The stage's place in the recipe.</param>
/// <param name="StepInStage">The number of the stage's updates made.</param>
/// <param name="Step">The number of the run's updates made.</param>
/// <param name="Samples">The number of samples the run has seen.</param>
/// <param name="Data">Where the loader stands.</param>
/// <param name="Evaluated">Whether the evaluations due after this update were run.</param>
/// <param name="Skipped">What training skipped so far.</param>
/// <param name="SkippedInEvaluation">What the last evaluations skipped.</param>
/// <param name="Evaluations">The last result of each evaluation.</param>
/// <param name="Seconds">The time spent so far.</param>
/// <param name="Choices">What the command line changed of the recipe.</param>
/// <param name="DataSources">What identifies the data.</param>
/// <param name="Spec">The lines of the text of the recipe with these changes (<see cref="SpecText"/>).</param>
/// <param name="Draws">Which captions training has read so far.</param>
/// <param name="Software">The versions that wrote it.</param>
/// <param name="EarlierSoftware">The versions that made its first updates, where those were others.</param>
/// <param name="Pipelines">The steps of the data pipelines that the recipe names; none where it names none.</param>
internal sealed record TrainState(
    int Version,
    string Stage,
    int StageIndex,
    long StepInStage,
    long Step,
    long Samples,
    LoaderPosition Data,
    bool Evaluated,
    SkipRecord Skipped,
    SkipRecord SkippedInEvaluation,
    IReadOnlyList<EvalResult> Evaluations,
    double Seconds,
    RunChoices Choices,
    IReadOnlyList<DataSource> DataSources,
    IReadOnlyList<string> Spec,
    CaptionDraws Draws,
    SoftwareVersions Software,
    IReadOnlyList<SoftwareUse> EarlierSoftware,
    string? Pipelines = null)
{
    /// <summary>The version that this build writes and reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Where a run stands before its first update.</summary>
    /// <param name="first">Its first stage.</param>
    /// <param name="choices">What the command line changed.</param>
    /// <param name="software">The versions that make its updates.</param>
    public static TrainState Start(PlannedStage first, RunChoices choices, SoftwareVersions software)
    {
        SkipRecord none = SkipRecord.Of(new SkipLedger());
        return new(CurrentVersion, first.Name, first.Index, 0, 0, 0, LoaderPosition.Start, Evaluated: true, none, none, [], 0, choices, [], [], new(), software, []);
    }

    /// <summary>The state after an evaluation, whose result replaces that of its last time.</summary>
    /// <param name="result">The result.</param>
    public TrainState With(EvalResult result) => this with
    {
        Evaluations =
        [
            .. Evaluations.Where(former => former.Benchmark != result.Benchmark || former.Shards != result.Shards),
            result,
        ],
    };
}

/// <summary>Versions that made a part of a run.</summary>
/// <param name="UntilStep">The last update that they made.</param>
/// <param name="Software">The versions.</param>
internal sealed record SoftwareUse(long UntilStep, SoftwareVersions Software);
