using OpenVision.Evaluation;
using OpenVision.Training;
using Spectre.Console;

namespace OpenVision.Cli.Progress;

/// <summary>Shows a run as a bar with the newest step's figures below the lines that stay.</summary>
/// <param name="console">The terminal.</param>
/// <param name="bars">The live display on it.</param>
internal sealed class LiveProgress(IAnsiConsole console, ProgressContext bars) : ITrainObserver
{
    private ProgressTask? preparing;
    private ProgressTask? training;

    /// <inheritdoc/>
    public void Preparing(double share)
    {
        preparing ??= bars.AddTask("preparing data", maxValue: 1);
        preparing.Value = share;
    }

    /// <inheritdoc/>
    public void StageStarted(StageSpec stage, long steps) => Note(StepLine.Of(stage, steps));

    /// <inheritdoc/>
    public void Stepped(StepReport report)
    {
        preparing?.StopTask();
        training ??= bars.AddTask("", maxValue: report.Steps);
        training.Value = report.Step;
        training.Description = Markup.Escape(StepLine.Of(report));
    }

    /// <inheritdoc/>
    public void Evaluated(long step, EvalResult result) => Note(StepLine.Of(step, result));

    /// <inheritdoc/>
    public void Note(string message) => console.WriteLine(message);
}
