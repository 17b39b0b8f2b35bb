using OpenVision.Evaluation;
using OpenVision.Training;
using Spectre.Console;
using Spectre.Console.Rendering;
using Plain = Spectre.Console.Text;

namespace OpenVision.Cli.Progress;

/// <summary>Shows a run as a bar with the newest step's figures, below the lines that stay.</summary>
/// <param name="console">The terminal.</param>
/// <param name="display">What is redrawn on it.</param>
/// <param name="clock">What time it is.</param>
internal sealed class LiveProgress(IAnsiConsole console, LiveDisplayContext display, TimeProvider clock) : ITrainObserver
{
    private const int BarWidth = 40;

    // Redrawing takes longer than a small model's step.
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    private long? last;

    /// <inheritdoc/>
    public void Preparing(double share) => Draw(share, "preparing data", isLast: share >= 1);

    /// <inheritdoc/>
    public void StageStarted(StageStart stage) => Note(StepLine.Of(stage));

    /// <inheritdoc/>
    public void Stepped(StepReport report) =>
        Draw((double)report.Step / Math.Max(1, report.Steps), StepLine.Of(report), isLast: report.Step == report.Steps);

    /// <inheritdoc/>
    public void Evaluated(long step, EvalResult result) => Note(StepLine.Of(step, result));

    /// <inheritdoc/>
    public void Note(string message) => console.Write(new KeptLine(message));

    private void Draw(double share, string line, bool isLast)
    {
        if (last is { } before && !isLast && clock.GetElapsedTime(before) < pause)
        {
            return;
        }

        last = clock.GetTimestamp();
        int filled = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        IRenderable bar = new Markup($"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] {Figures.Percent(share)}");
        display.UpdateTarget(new Rows(bar, new Plain(line)));
    }
}
