using OpenVision.Cli;
using OpenVision.Data;
using OpenVision.Layers;
using OpenVision.Text;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>What a run is decided to be before its first step.</summary>
/// <param name="Recipe">The recipe with the command line's changes.</param>
/// <param name="Plan">The stages and steps.</param>
/// <param name="Choices">What the command line changed, the number format decided.</param>
/// <param name="Settings">Where and how the graph computes.</param>
/// <param name="Data">The data that were found.</param>
/// <param name="Software">The versions that this process makes updates with.</param>
/// <param name="EarlierSoftware">The versions that made the updates before, where those were others.</param>
/// <param name="Pipelines">The data pipelines that the recipe names.</param>
internal sealed record RunSetup(
    RecipeSpec Recipe,
    RunPlan Plan,
    RunChoices Choices,
    GraphSettings Settings,
    IReadOnlyList<FoundData> Data,
    SoftwareVersions Software,
    IReadOnlyList<SoftwareUse> EarlierSoftware,
    RunPipelines Pipelines)
{
    /// <summary>Its text.</summary>
    public SpecText Spec { get; } = SpecText.Of(Recipe);

    /// <summary>The number of tokens of a whole caption: the queries' answers behind the first token; 0 without a decoder.</summary>
    public int CaptionLength => Recipe.Decoder is { } decoder ? decoder.Queries + 1 : 0;

    /// <summary>Decides.</summary>
    /// <param name="entry">The recipe as declared.</param>
    /// <param name="options">The command line.</param>
    /// <param name="saved">Where the run stood, if it goes on.</param>
    /// <exception cref="OpenVisionException">Data are missing, there is no such stage or device, or the run is not the one that was saved.</exception>
    public static RunSetup Of(RecipeEntry entry, TrainOptions options, TrainState? saved)
    {
        RecipeSpec recipe = entry.Spec;
        Device device = RunDevice.Parse(options.Device);
        RunChoices choices = RunChoices.Of(options, saved?.Choices);
        bool half = ComputePrecision.IsHalf(choices.Precision ?? recipe.Precision, device);
        choices = choices with { Precision = half ? Precision.BFloat16 : Precision.Float32 };
        RecipeSpec applied = choices.Apply(recipe);
        IReadOnlyList<FoundData> data = FoundData.Of(applied.Data);
        _ = TextTokenizer.For(applied.Data[0].Vocabulary, applied.Text);
        RefuseMissing(applied.Evals);
        RunPipelines pipelines = RunPipelines.Of(entry);
        if (saved is not null)
        {
            if (pipelines.Steps != saved.Pipelines)
            {
                throw new OpenVisionException($"The run cannot go on: since its checkpoint its data pipeline has changed: it was {RunPipelines.Said(saved.Pipelines)} and is {RunPipelines.Said(pipelines.Steps)}. Change it back, or start a new run with another --out.");
            }

            RunChanges.Refuse(saved, SpecText.Of(applied), data);
        }

        SoftwareVersions software = SoftwareVersions.Current(entry.Generator);
        return new(
            applied,
            RunPlan.Of(applied, options.Stage, options.MaxSteps, saved),
            choices,
            new GraphSettings(device, half, Trains: true, applied.Seed),
            data,
            software,
            saved is null ? [] : RunChanges.Software(saved, software),
            pipelines);
    }

    /// <summary>A stage's settings, with the command line's changes.</summary>
    /// <param name="stage">The stage.</param>
    public StageSpec Stage(PlannedStage stage) => Recipe.Stages[stage.Index];

    /// <summary>What the loader of a stage makes batches of.</summary>
    /// <param name="stage">The stage.</param>
    public PairLoaderOptions LoaderOptions(StageSpec stage) => new(
        Recipe.Data,
        stage.Resolution,
        stage.BatchSize,
        Recipe.Text.Context,
        CaptionLength,
        Recipe.Augmentation,
        Recipe.Seed,
        Threads: Math.Max(1, Environment.ProcessorCount - 1),
        Colors: Recipe.Vision.Colors,
        Images: Pipelines.Images?.Invoke(new(stage.Resolution, Recipe.Vision.Colors)),
        Texts: Pipelines.Texts);

    /// <summary>Where the run stands before its first update.</summary>
    public TrainState FirstState() => Stamp(TrainState.Start(Plan.Stages[0], Choices, Software));

    /// <summary>A state with what this process decided.</summary>
    /// <param name="state">The state.</param>
    public TrainState Stamp(TrainState state) => state with
    {
        Choices = Choices,
        DataSources = [.. Data.Select(found => found.Source)],
        Spec = [.. Spec.Lines()],
        Pipelines = Pipelines.Steps,
        Software = Software,
        EarlierSoftware = EarlierSoftware,
    };

    // A run of hours must not end at its first evaluation for want of a file.
    private static void RefuseMissing(IEnumerable<EvalSpec> evals)
    {
        foreach (EvalSpec eval in evals)
        {
            _ = ShardList.Find(eval.Shards);
            foreach (string file in new[] { eval.Classes, eval.Templates }.Where(file => file.Length > 0 && !File.Exists(file)))
            {
                throw new OpenVisionException($"The evaluation {eval.Benchmark} of '{eval.Shards}' names '{file}', which is not there. Make the file, or name where it is in [Eval].");
            }
        }
    }
}
