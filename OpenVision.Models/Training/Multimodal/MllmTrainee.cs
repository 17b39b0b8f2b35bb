using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Receipts;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>
/// Trains a multimodal model. Every stage has a model of its own, made for what trains in it: frozen parts have no gradients, no
/// moments, and where the stage computes in bfloat16 no float32 values.
/// </summary>
internal sealed class MllmTrainee : Trainee
{
    private readonly MllmSetup setup;
    private readonly PartFiles parts;
    private MllmStage? stage;
    private int entered;

    /// <summary>Takes up a run; the parts' weights are brought together before its first stage.</summary>
    /// <param name="setup">What it is.</param>
    /// <param name="folder">Where the parts lie between stages.</param>
    /// <param name="note">Told what is worth a line.</param>
    /// <exception cref="OpenVisionException">Weights are missing or do not fit.</exception>
    public MllmTrainee(MllmSetup setup, string folder, Action<string> note)
    {
        this.setup = setup;
        parts = new(folder);
        if (!Directory.Exists(folder))
        {
            Begin(note);
        }
    }

    /// <inheritdoc/>
    public override RunPlan Plan => setup.Plan;

    private MllmStage Stage => stage ?? throw new InvalidOperationException("No stage has been entered.");

    /// <inheritdoc/>
    public override TrainState FirstState() => setup.FirstState();

    /// <inheritdoc/>
    public override TrainState Stamp(TrainState state) => setup.Stamp(state);

    /// <inheritdoc/>
    public override StageStart Start(PlannedStage stage)
    {
        MllmStageSpec spec = setup.Stage(stage);
        return new(spec.Name, Moves(StageTrainability.Of(setup.Recipe.Model, spec)), stage.Steps, spec.BatchSize, MllmStage.Rate(spec, step: 0, steps: 1, peak: true));
    }

    /// <inheritdoc/>
    public override TrainState Enter(PlannedStage stage, TrainState state)
    {
        if (this.stage is { } former)
        {
            parts.HandOn(stage.Index, entered, former.Model);
        }

        Open(stage);
        return state with { Stage = stage.Name, StageIndex = stage.Index, StepInStage = 0, Data = LoaderPosition.Start };
    }

    /// <inheritdoc/>
    public override StepSource Open(PlannedStage stage, TrainState state, SkipLedger skips) => new MllmSource(setup, stage, Stage, state, skips);

    /// <inheritdoc/>
    public override EvalResult Evaluate(EvalSpec eval, PlannedStage stage, RunFolder folder, SkipLedger skips)
    {
        if (eval.Benchmark != Benchmark.Questions)
        {
            throw new OpenVisionException($"{setup.Recipe.Name} is measured by Benchmark.Questions alone, not by {eval.Benchmark}. Change its [Eval].");
        }

        MllmStageSpec spec = setup.Stage(stage);
        ChatForm form = ChatForm.Of(setup.Recipe.Stages[^1].Template);
        return QuestionEvaluation.Run(new MultimodalInference(Stage.Model, setup.Tokenizer, form), eval, spec.BatchSize, skips);
    }

    /// <inheritdoc/>
    public override IDisposable UseAverage() => Nothing.Instance;

    /// <inheritdoc/>
    public override void Save(RunFolder folder, long step)
    {
        using MultimodalModel whole = Make(MultimodalSettings.Of(setup.Settings with { Half = false, Initialise = false }, ModelParts.None));
        parts.Read(entered, whole);
        PartFiles.Apply(Stage.Model, whole);
        MultimodalWeights.Save(whole, folder.Weights, MultimodalLayout.Original);
    }

    /// <inheritdoc/>
    public override string WeightsOf(Checkpoint checkpoint) => checkpoint.Folder;

    /// <inheritdoc/>
    public override void Write(Checkpoint checkpoint, TrainState state)
    {
        Stage.Write(checkpoint.Folder);
        checkpoint.WriteState(state);
    }

    /// <inheritdoc/>
    public override void Restore(Checkpoint checkpoint)
    {
        TrainState state = checkpoint.ReadState();
        Open(Plan.Stages.FirstOrDefault(stage => stage.Index == state.StageIndex)
            ?? throw new OpenVisionException($"The checkpoint stands in stage '{state.Stage}', which this run leaves out. Leave --stage out, too."));
        Stage.Read(checkpoint.Folder);
    }

    /// <inheritdoc/>
    public override RunRecord Record(TrainState state, IReadOnlyList<LossRow> losses, RunStatus status, string? error = null) =>
        setup.Record(state, losses, status, error);

    /// <inheritdoc/>
    public override void Dispose() => stage?.Dispose();

    private static string Moves(StageTrainability stage)
    {
        string[] moved =
        [
            .. stage.Vision == PartState.Trained ? ["image encoder"] : Array.Empty<string>(),
            .. stage.Connector == PartState.Trained ? ["connector"] : Array.Empty<string>(),
            .. stage.Language == PartState.Trained ? ["language model"] : Array.Empty<string>(),
            .. stage.Adapters == PartState.Trained ? ["adapters"] : Array.Empty<string>(),
        ];
        return $"{string.Join(" and ", moved)} {(moved.Length == 1 ? "trains" : "train")}";
    }

    // In float32 whatever stages compute in: what a stage that trains a part starts from is not rounded.
    private void Begin(Action<string> note)
    {
        using MultimodalModel whole = Make(MultimodalSettings.Of(setup.Settings with { Half = false }, ModelParts.None));
        MllmRecipeSpec recipe = setup.Recipe;
        if (recipe.VisionWeights.Length > 0)
        {
            string file = Cli.TrainedModel.FileOf(recipe.VisionWeights);
            ModelWeights.Load(new ModelSpec { Name = recipe.Model.Vision.Name, Vision = recipe.Model.Vision }, whole.VisionParameters, file, ignoreOthers: true);
            note($"image encoder from {file}");
            if (UnfinishedRun.Warning(recipe.VisionWeights) is { } warning)
            {
                note(warning);
            }
        }

        if (recipe.LanguageWeights.Length > 0)
        {
            LanguageFolder.Load(recipe.Model.Language, whole.LanguageParameters, recipe.LanguageWeights, ignoreOthers: true);
            note($"language model from {recipe.LanguageWeights}");
        }

        parts.Begin(Plan.Stages[0].Index, whole);
    }

    private void Open(PlannedStage planned)
    {
        stage?.Dispose();
        stage = null;
        MllmStageSpec spec = setup.Stage(planned);
        MultimodalSettings settings = MultimodalSettings.Of(setup.Settings with { Initialise = false }, spec.Trains, spec.Lora);
        MultimodalModel model = Make(settings with { Adapters = settings.Adapters is { } adapters ? adapters with { Initialise = true } : null, Images = spec.Images });
        try
        {
            parts.Read(planned.Index, model);
            (stage, entered) = (new(model, spec, planned.Steps, setup.Recipe.Optimizer, setup.Recipe.Seed), planned.Index);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private MultimodalModel Make(MultimodalSettings settings) => setup.Entry.Create(settings);

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
