using OpenVision.Cli;

namespace OpenVision.Training;

/// <summary>What the command line changes of a recipe's run.</summary>
public sealed record TrainOptions
{
    /// <summary>The only stage to run; none runs all that are left.</summary>
    public string? Stage { get; init; }

    /// <summary>Shards in place of the recipe's; none keeps the recipe's.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The run folder.</summary>
    public required string Out { get; init; }

    /// <summary>Whether to go on from the run folder's newest checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>The number of updates of the whole run after which it stops; none runs to the end.</summary>
    public long? MaxSteps { get; init; }

    /// <summary>The batch size in place of the stages'; the learning rate scales with it.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The device, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The number format in place of the recipe's.</summary>
    public Precision? Precision { get; init; }

    /// <summary>The seed in place of the recipe's.</summary>
    public int? Seed { get; init; }

    /// <summary>How many checkpoints are kept.</summary>
    public int KeepLast { get; init; } = 3;
}

/// <summary>The state of a run after one update.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Step">The update's number in the whole run, from 1.</param>
/// <param name="Steps">The number of updates of the whole run.</param>
/// <param name="Samples">The number of samples seen by the whole run.</param>
/// <param name="Losses">The step's losses.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="LogitScale">The scale after the update.</param>
/// <param name="GradientNorm">The norm of the gradients before clipping.</param>
/// <param name="SamplesPerSecond">A running mean.</param>
/// <param name="DataWaitShare">The share of the time so far spent waiting for data.</param>
/// <param name="Remaining">The estimated time to the end of the run.</param>
public sealed record StepReport(
    string Stage,
    long Step,
    long Steps,
    long Samples,
    StepLosses Losses,
    double LearningRate,
    double LogitScale,
    double GradientNorm,
    double SamplesPerSecond,
    double DataWaitShare,
    TimeSpan Remaining);

/// <summary>What a run left behind.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Weights">The newest model weights.</param>
/// <param name="Steps">The number of updates made in all.</param>
/// <param name="Elapsed">The time the run took, from its start or resumption.</param>
/// <param name="Evaluations">The last result of each evaluation.</param>
/// <param name="Pictures">The pictures it drew.</param>
/// <param name="Skipped">The number of skipped samples.</param>
/// <param name="Interrupted">Whether it stopped because it was asked to.</param>
public sealed record RunSummary(
    string Folder,
    string Weights,
    long Steps,
    TimeSpan Elapsed,
    IReadOnlyList<Evaluation.EvalResult> Evaluations,
    IReadOnlyList<string> Pictures,
    long Skipped,
    bool Interrupted);

/// <summary>Told how a run goes on; the command line draws it.</summary>
public interface ITrainObserver
{
    /// <summary>The recipe's data set is being made.</summary>
    /// <param name="share">The share that is done, from 0 to 1.</param>
    void Preparing(double share);

    /// <summary>A stage starts.</summary>
    /// <param name="stage">The stage, with the command line's changes.</param>
    /// <param name="steps">Its number of updates.</param>
    void StageStarted(StageSpec stage, long steps);

    /// <summary>An update is done.</summary>
    /// <param name="report">How the run stands.</param>
    void Stepped(StepReport report);

    /// <summary>An evaluation is done.</summary>
    /// <param name="step">The number of updates before it.</param>
    /// <param name="result">What it measured.</param>
    void Evaluated(long step, Evaluation.EvalResult result);

    /// <summary>Something worth a line happened: a checkpoint was written, a run is resumed, a shard is damaged.</summary>
    /// <param name="message">The line.</param>
    void Note(string message);
}

/// <summary>Runs a recipe: stages, steps, evaluations, checkpoints and everything that lands in the run folder.</summary>
public static class TrainRun
{
    /// <summary>Runs a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">What the command line changes.</param>
    /// <param name="observer">Told how it goes on.</param>
    /// <param name="cancellation">Stops the run after the step in hand and a checkpoint.</param>
    /// <exception cref="OpenVisionException">Data are missing, a checkpoint does not fit, or a loss is not finite.</exception>
    public static RunSummary Execute(RecipeEntry recipe, TrainOptions options, ITrainObserver observer, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
