using OpenVision.Data;
using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>
/// What a session trains: the seam between the loop of updates, evaluations and checkpoints, which every run has, and what a kind of
/// recipe makes of them.
/// </summary>
internal abstract class Trainee : IDisposable
{
    /// <summary>The stages and steps.</summary>
    public abstract RunPlan Plan { get; }

    /// <summary>Where the run stands before its first update.</summary>
    public abstract TrainState FirstState();

    /// <summary>A state with what this process decided.</summary>
    /// <param name="state">The state.</param>
    public abstract TrainState Stamp(TrainState state);

    /// <summary>What an observer is told when a stage starts.</summary>
    /// <param name="stage">The stage.</param>
    public abstract StageStart Start(PlannedStage stage);

    /// <summary>Enters a stage: moments and the average start anew, weights are carried over.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    public abstract TrainState Enter(PlannedStage stage, TrainState state);

    /// <summary>Opens what makes a stage's updates.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="skips">Told what is skipped.</param>
    public abstract StepSource Open(PlannedStage stage, TrainState state, SkipLedger skips);

    /// <summary>Evaluates.</summary>
    /// <param name="eval">What is measured.</param>
    /// <param name="stage">The stage that the run stands in.</param>
    /// <param name="folder">Where pictures go.</param>
    /// <param name="skips">Told what is skipped.</param>
    public abstract EvalResult Evaluate(EvalSpec eval, PlannedStage stage, RunFolder folder, SkipLedger skips);

    /// <summary>Exchanges the parameters for their average until what it gives is disposed of; does nothing without an average.</summary>
    public abstract IDisposable UseAverage();

    /// <summary>Writes the weights that a user takes away.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="step">The number of updates made.</param>
    public abstract void Save(RunFolder folder, long step);

    /// <summary>The weights that a user can take from a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public abstract string WeightsOf(Checkpoint checkpoint);

    /// <summary>Writes a checkpoint's files into its folder.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="state">Where the run stands.</param>
    public abstract void Write(Checkpoint checkpoint, TrainState state);

    /// <summary>Goes back to a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="OpenVisionException">A file is missing, damaged or does not fit.</exception>
    public abstract void Restore(Checkpoint checkpoint);

    /// <summary>The run's record.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="losses">What is kept of its updates.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">The error it stopped at.</param>
    public abstract RunRecord Record(TrainState state, IReadOnlyList<LossRow> losses, RunStatus status, string? error = null);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Makes the updates of a stage: its loader and the buffers of its batches.</summary>
internal abstract class StepSource : IDisposable
{
    /// <summary>The time spent waiting for data so far.</summary>
    public abstract TimeSpan Waited { get; }

    /// <summary>Makes an update; none where it is stopped while it waits for data.</summary>
    /// <param name="state">Where the run stands.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="OpenVisionException">The data cannot be read on, or a number is not finite.</exception>
    public abstract MadeStep? TryStep(TrainState state, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>One update that was made.</summary>
/// <param name="After">Where the run stands after it.</param>
/// <param name="Losses">Its losses.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="GradientNorm">The norm of the gradients before clipping.</param>
/// <param name="LogitScale">The scale after it; none without a contrastive loss.</param>
/// <param name="Batch">What identifies its batch.</param>
internal sealed record MadeStep(TrainState After, StepLosses Losses, double LearningRate, double GradientNorm, double? LogitScale, string Batch);
