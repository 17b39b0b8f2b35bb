using OpenVision.Evaluation;
using OpenVision.Training;

namespace OpenVision.Cli.Progress;

/// <summary>Shows a run in plain lines, for logs and pipes: a line at the first and last step, at each per cent and every few seconds.</summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="clock">What time it is.</param>
internal sealed class PlainProgress(TextWriter writer, TimeProvider clock) : ITrainObserver
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(5);

    private readonly Action<double> preparing = WorkDisplay.Tenths("preparing data", writer);
    private long percent = -1;
    private long last;

    /// <inheritdoc/>
    public void Preparing(double share) => preparing(share);

    /// <inheritdoc/>
    public void StageStarted(StageStart stage) => writer.WriteLine(StepLine.Of(stage));

    /// <inheritdoc/>
    public void Stepped(StepReport report)
    {
        long reached = report.Step * 100 / Math.Max(1, report.Steps);
        if (report.Step > 1 && report.Step < report.Steps && reached == percent && clock.GetElapsedTime(last) < pause)
        {
            return;
        }

        percent = reached;
        last = clock.GetTimestamp();
        writer.WriteLine(StepLine.Of(report));
    }

    /// <inheritdoc/>
    public void Evaluated(long step, EvalResult result) => writer.WriteLine(StepLine.Of(step, result));

    /// <inheritdoc/>
    public void Note(string message) => writer.WriteLine(message);
}
