using System.Globalization;
using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>One update that was made.</summary>
/// <param name="After">Where the run stands after it.</param>
/// <param name="Losses">Its losses.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="GradientNorm">The norm of the gradients before clipping.</param>
/// <param name="LogitScale">The scale after it.</param>
/// <param name="Batch">What identifies its batch (<see cref="BatchDigest"/>).</param>
internal sealed record MadeStep(TrainState After, StepLosses Losses, double LearningRate, double GradientNorm, double LogitScale, string Batch);

/// <summary>Makes the updates of a run and nothing else: a training run and the replay of one differ in what they do with them.</summary>
/// <param name="setup">What the run is.</param>
/// <param name="graph">What is trained.</param>
internal sealed class StepMaker(RunSetup setup, TrainingGraph graph) : IDisposable
{
    private readonly StepRunner runner = new(graph, new AdamW(graph.Parameters, setup.Recipe.Optimizer));

    /// <summary>What moves the parameters.</summary>
    public AdamW Optimizer => runner.Optimizer;

    /// <summary>Enters a stage. As in the reference, where it is a run of its own that starts from the former one's weights, moments and the average start anew.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    public TrainState Enter(PlannedStage stage, TrainState state)
    {
        Optimizer.Begin();
        return state with { Stage = stage.Spec.Name, StageIndex = stage.Index, StepInStage = 0 };
    }

    /// <summary>The buffers of a stage's batches.</summary>
    /// <param name="stage">The stage.</param>
    public TrainingBuffers Buffers(PlannedStage stage) =>
        new(stage.Spec.BatchSize, stage.Spec.Resolution, setup.Recipe.Text.Context, setup.CaptionLength, setup.Settings.Device, TokenDropping.Of(setup.Recipe, stage.Spec));

    /// <summary>Makes an update; none where it is stopped while it waits for data.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="loader">Gives the batch.</param>
    /// <param name="buffers">Takes it.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="OpenVisionException">The data cannot be read on, or a number is not finite.</exception>
    public MadeStep? TryStep(PlannedStage stage, TrainState state, PairLoader loader, TrainingBuffers buffers, CancellationToken cancellation)
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
        double rate = LearningRate.At(stage.Spec, state.StepInStage);
        string where = string.Create(CultureInfo.InvariantCulture, $"Stage '{stage.Spec.Name}', step {state.Step + 1}");
        (StepLosses losses, double norm) = runner.Step(tensors, rate, where, stage.Spec.MicroBatch);
        TrainState after = state with
        {
            StepInStage = state.StepInStage + 1,
            Step = state.Step + 1,
            Samples = state.Samples + stage.Spec.BatchSize,
            Data = position,
            Draws = state.Draws + draws,
            Evaluated = setup.Plan.EvaluationsDue(stage, state.StepInStage + 1).Count == 0,
        };
        return new(after, losses, rate, norm, graph.Scale.Value(), digest);
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();
}
