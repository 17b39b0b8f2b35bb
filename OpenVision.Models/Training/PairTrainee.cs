using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>Trains an image and a text encoder, and maybe a caption decoder, on pairs.</summary>
/// <param name="setup">What the run is.</param>
/// <param name="graph">What is trained; disposed of with it.</param>
internal sealed class PairTrainee(RunSetup setup, TrainingGraph graph) : Trainee
{
    private readonly StepMaker steps = new(setup, graph);

    /// <inheritdoc/>
    public override RunPlan Plan => setup.Plan;

    /// <inheritdoc/>
    public override TrainState FirstState() => setup.FirstState();

    /// <inheritdoc/>
    public override TrainState Stamp(TrainState state) => setup.Stamp(state);

    /// <inheritdoc/>
    public override StageStart Start(PlannedStage stage)
    {
        StageSpec spec = setup.Stage(stage);
        return new(spec.Name, $"{spec.Resolution} pixels", stage.Steps, spec.BatchSize, LearningRate.Peak(spec));
    }

    /// <inheritdoc/>
    public override TrainState Enter(PlannedStage stage, TrainState state) => steps.Enter(stage, state);

    /// <inheritdoc/>
    public override StepSource Open(PlannedStage stage, TrainState state, SkipLedger skips) => steps.Open(stage, state, skips);

    /// <inheritdoc/>
    public override EvalResult Evaluate(EvalSpec eval, PlannedStage stage, RunFolder folder, SkipLedger skips) =>
        Evaluator.Run(graph, eval, new EvalOptions(setup.Recipe.Data[0].Vocabulary, setup.Stage(stage).Resolution, folder.Path), skips);

    /// <inheritdoc/>
    public override IDisposable UseAverage() => steps.Optimizer.UseAverage();

    /// <inheritdoc/>
    public override void Save(RunFolder folder, long step)
    {
        using IDisposable averaged = UseAverage();
        ModelWeights.Save(graph.Model, graph.Parameters, folder.Weights, Checkpoint.MetadataOf(graph, step));
    }

    /// <inheritdoc/>
    public override string WeightsOf(Checkpoint checkpoint) => steps.Optimizer.Average is null ? checkpoint.Weights : checkpoint.Average;

    /// <inheritdoc/>
    public override void Write(Checkpoint checkpoint, TrainState state) => checkpoint.Write(state, graph, steps.Optimizer);

    /// <inheritdoc/>
    public override void Restore(Checkpoint checkpoint) => checkpoint.Restore(graph, steps.Optimizer);

    /// <inheritdoc/>
    public override RunRecord Record(TrainState state, IReadOnlyList<LossRow> losses, RunStatus status, string? error = null) =>
        RunRecord.Of(setup, state, losses, status, error);

    /// <inheritdoc/>
    public override void Dispose()
    {
        steps.Dispose();
        graph.Dispose();
    }
}
