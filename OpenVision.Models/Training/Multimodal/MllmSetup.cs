using OpenVision.Cli;
using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Text;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>What a multimodal run is decided to be before its first step.</summary>
/// <param name="Entry">The recipe as declared.</param>
/// <param name="Recipe">The recipe with the command line's changes.</param>
/// <param name="Plan">The stages and steps.</param>
/// <param name="Choices">What the command line changed, the number format decided.</param>
/// <param name="Settings">Where and how parts compute that do not train.</param>
/// <param name="Data">The files of conversations that were found, a source each, stage after stage.</param>
/// <param name="Software">The versions that this process makes updates with.</param>
/// <param name="EarlierSoftware">The versions that made the updates before, where those were others.</param>
/// <param name="Tokenizer">The language model's tokenizer.</param>
internal sealed record MllmSetup(
    MllmRecipeEntry Entry,
    MllmRecipeSpec Recipe,
    RunPlan Plan,
    RunChoices Choices,
    GraphSettings Settings,
    IReadOnlyList<FoundData> Data,
    SoftwareVersions Software,
    IReadOnlyList<SoftwareUse> EarlierSoftware,
    LanguageTokenizer Tokenizer)
{
    /// <summary>The recipe's text.</summary>
    public SpecText Spec { get; } = SpecText.Of(Recipe);

    /// <summary>Decides.</summary>
    /// <param name="entry">The recipe as declared.</param>
    /// <param name="options">The command line.</param>
    /// <param name="saved">Where the run stood, if it goes on.</param>
    /// <exception cref="OpenVisionException">Data are missing, there is no such stage or device, or the run is not the one that was saved.</exception>
    public static MllmSetup Of(MllmRecipeEntry entry, TrainOptions options, TrainState? saved)
    {
        if (options.Data.Count > 0)
        {
            throw new OpenVisionException($"{entry.Spec.Name} learns from conversations, which --data cannot name: they differ from stage to stage. Derive a recipe with other [Conversations].");
        }

        Device device = RunDevice.Parse(options.Device);
        RunChoices choices = RunChoices.Of(options, saved?.Choices);
        bool half = ComputePrecision.IsHalf(choices.Precision ?? entry.Spec.Precision, device);
        choices = choices with { Precision = half ? Precision.BFloat16 : Precision.Float32 };
        MllmRecipeSpec recipe = choices.Apply(entry.Spec);
        LanguageTokenizer tokenizer = LanguageTokenizer.For(recipe.Tokenizer, recipe.Model.Language);
        IReadOnlyList<FoundData> data = [.. recipe.Stages.SelectMany(static stage => stage.Data).Select(source => FoundData.Of(source, recipe.Tokenizer))];
        SoftwareVersions software = SoftwareVersions.Current(entry.Generator);
        if (saved is not null)
        {
            RunChanges.Refuse(saved, SpecText.Of(recipe), data);
        }

        return new(
            entry,
            recipe,
            MllmPlan.Of(recipe, options.Stage, options.MaxSteps, saved),
            choices,
            new GraphSettings(device, half, Trains: false, recipe.Seed, RematerializeEvery: recipe.RematerializeEvery),
            data,
            software,
            saved is null ? [] : RunChanges.Software(saved, software),
            tokenizer);
    }

    /// <summary>A stage's settings, with the command line's changes.</summary>
    /// <param name="stage">The stage.</param>
    public MllmStageSpec Stage(PlannedStage stage) => Recipe.Stages[stage.Index];

    /// <summary>Where the run stands before its first update.</summary>
    public TrainState FirstState() => Stamp(TrainState.Start(Plan.Stages[0], Choices, Software));

    /// <summary>A state with what this process decided.</summary>
    /// <param name="state">The state.</param>
    public TrainState Stamp(TrainState state) => state with
    {
        Choices = Choices,
        DataSources = [.. Data.Select(found => found.Source)],
        Spec = [.. Spec.Lines()],
        Software = Software,
        EarlierSoftware = EarlierSoftware,
    };

    /// <summary>The run's record.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="losses">What is kept of its updates.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">The error it stopped at.</param>
    public RunRecord Record(TrainState state, IReadOnlyList<LossRow> losses, RunStatus status, string? error) => new(
        status,
        error,
        Recipe.Name,
        SpecHash.Of(Spec),
        state.Spec,
        null,
        state.Choices,
        Recipe.Seed,
        Recipe.Precision,
        Settings.Device.ToString(),
        state.Software,
        state.EarlierSoftware,
        [.. Data.Select(found => DataRecord.Of(found, samplesRead: 0))],
        state.Draws,
        state.Stage,
        state.Step,
        Plan.Steps,
        state.Samples,
        state.Skipped,
        state.SkippedInEvaluation,
        state.Evaluations,
        Math.Round(state.Seconds, 3),
        losses);
}
