using System.Globalization;
using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>Makes the updates of a run and nothing else: a training run and the replay of one differ in what they do with them.</summary>
/// <param name="setup">What the run is.</param>
/// <param name="graph">What is trained.</param>
internal sealed class StepMaker(RunSetup setup, TrainingGraph graph) : IDisposable
{
    private readonly StepRunner runner = new(graph, new AdamW(graph.Parameters, setup.Recipe.Optimizer));

    private RunSetup Setup => setup;

    /// <summary>What moves the parameters.</summary>
    public AdamW Optimizer => runner.Optimizer;

    /// <summary>Enters a stage. As in the reference, where it is a run of its own that starts from the former one's weights, moments and the average start anew.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    public TrainState Enter(PlannedStage stage, TrainState state)
    {
        Optimizer.Begin();
        return state with { Stage = stage.Name, StageIndex = stage.Index, StepInStage = 0 };
    }

    /// <summary>Opens what makes a stage's updates.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="skips">Told what is skipped.</param>
    public StepSource Open(PlannedStage stage, TrainState state, SkipLedger skips) => new Source(this, stage, state, skips);

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private TrainingBuffers Buffers(PlannedStage stage)
    {
        StageSpec spec = setup.Stage(stage);
        return new(spec.BatchSize, spec.Resolution, setup.Recipe.Text.Context, setup.CaptionLength, setup.Settings.Device, TokenDropping.Of(setup.Recipe, spec));
    }

    private MadeStep? TryStep(PlannedStage stage, TrainState state, PairLoader loader, TrainingBuffers buffers, CancellationToken cancellation)
    {
        PairBatch batch;
        try
        {
            batch = loader.Next(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }

        TrainingBatch tensors = buffers.Load(batch, state.Samples);
        (LoaderPosition position, CaptionDraws draws, string digest) = (batch.After, batch.Draws, BatchDigest.Of(batch));
        loader.Return(batch);
        StageSpec spec = setup.Stage(stage);
        double rate = LearningRate.At(spec, state.StepInStage);
        string where = string.Create(CultureInfo.InvariantCulture, $"Stage '{spec.Name}', step {state.Step + 1}");
        (StepLosses losses, double norm) = runner.Step(tensors, rate, where, spec.MicroBatch);
        TrainState after = state with
        {
            StepInStage = state.StepInStage + 1,
            Step = state.Step + 1,
            Samples = state.Samples + spec.BatchSize,
            Data = position,
            Draws = state.Draws + draws,
            Evaluated = setup.Plan.EvaluationsDue(stage, state.StepInStage + 1).Count == 0,
        };
        return new(after, losses, rate, norm, graph.Scale.Value(), digest);
    }

    private sealed class Source(StepMaker maker, PlannedStage stage, TrainState state, SkipLedger skips) : StepSource
    {
        private readonly PairLoader loader = new(maker.Setup.LoaderOptions(maker.Setup.Stage(stage)), state.Data, skips);
        private readonly TrainingBuffers buffers = maker.Buffers(stage);

        public override TimeSpan Waited => loader.Waited;

        public override MadeStep? TryStep(TrainState state, CancellationToken cancellation) => maker.TryStep(stage, state, loader, buffers, cancellation);

        public override void Dispose()
        {
            buffers.Dispose();
            loader.Dispose();
        }
    }
}
