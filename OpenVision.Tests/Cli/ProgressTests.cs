using OpenVision.Cli.Progress;
using OpenVision.Evaluation;
using OpenVision.Training;
using Spectre.Console;
using Plain = Spectre.Console.Text;

namespace OpenVision.Tests.Cli;

public class ProgressTests
{
    [Fact]
    public void StepLineHoldsWhatAPersonWatches() => Assert.Equal(
        "pretrain 7/200  loss 9.500 (contrastive 1.500, caption 4.000)  lr 1.00e-3  scale 14.3  grad 2.25  128/s  left 0:01:30",
        StepLine.Of(Report(7, 200)));

    [Fact]
    public void FirstLastAndEveryPerCentStepHaveALine()
    {
        using StringWriter writer = new();
        PlainProgress progress = new(writer, new StoppedClock());

        for (int step = 1; step <= 1000; step++)
        {
            progress.Stepped(Report(step, 1000));
        }

        string[] lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(101, lines.Length);
        Assert.StartsWith("pretrain 1/1000 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("pretrain 1000/1000 ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void SlowStepsHaveALineEach()
    {
        using StringWriter writer = new();
        PlainProgress progress = new(writer, new StoppedClock { Tick = TimeSpan.FromSeconds(6) });

        for (int step = 1; step <= 20; step++)
        {
            progress.Stepped(Report(step, 1_000_000));
        }

        Assert.Equal(20, writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void TerminalShowsABarAndKeepsTheNotes()
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });

        console.Live(new Plain("")).Start(display =>
        {
            LiveProgress progress = new(console, display, new StoppedClock { Tick = TimeSpan.FromSeconds(1) });
            progress.Preparing(0.5);
            progress.Note("checkpoint written");
            progress.Stepped(Report(50, 200));
        });

        string drawn = writer.ToString();
        Assert.Contains("50.0 %", drawn, StringComparison.Ordinal);
        Assert.Contains("\u001b[Jcheckpoint written", drawn, StringComparison.Ordinal);
        Assert.Contains("25.0 %", drawn, StringComparison.Ordinal);
        Assert.Contains("pretrain 50/200", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluationIsALine() => Assert.Equal(
        "zero_shot after step 40: top1 91.4 %, top5 99.0 % (640 samples)",
        StepLine.Of(40, new EvalResult(Benchmark.ZeroShot, "x.tar", 640, new Dictionary<string, double> { ["top1"] = 0.914, ["top5"] = 0.99 })));

    private static StepReport Report(long step, long steps) =>
        new("pretrain", step, steps, step * 32, new(9.5f, 1.5f, 4), 1e-3, 14.28, 2.25, 128.4, 0.1, TimeSpan.FromSeconds(90));

    private sealed class StoppedClock : TimeProvider
    {
        private long now;

        public TimeSpan Tick { get; init; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += Tick.Ticks;
    }
}
