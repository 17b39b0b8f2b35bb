using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>Told how a run goes on; the command line draws it.</summary>
public interface ITrainObserver
{
    /// <summary>The recipe's data set is being made.</summary>
    /// <param name="share">The share that is done, from 0 to 1.</param>
    void Preparing(double share);

    /// <summary>A stage starts.</summary>
    /// <param name="stage">The stage, with the command line's changes.</param>
    void StageStarted(StageStart stage);

    /// <summary>An update is done.</summary>
    /// <param name="report">How the run stands.</param>
    void Stepped(StepReport report);

    /// <summary>An evaluation is done.</summary>
    /// <param name="step">The number of updates before it.</param>
    /// <param name="result">What it measured.</param>
    void Evaluated(long step, EvalResult result);

    /// <summary>Something worth a line happened: a checkpoint was written, a run is resumed, a shard is damaged.</summary>
    /// <param name="message">The line.</param>
    void Note(string message);
}
