using System.Diagnostics;
using System.Text.Json;
using OpenVision.Evaluation;
using OpenVision.Reporting;
using SixLabors.ImageSharp;

namespace OpenVision.Training;

/// <summary>Everything that a run tells: metric lines, event files, curves and the observer.</summary>
internal sealed class RunLog : IDisposable
{
    private static readonly TimeSpan DrawInterval = TimeSpan.FromSeconds(30); // a picture takes a quarter of a second

    private readonly RunFolder folder;
    private readonly ITrainObserver observer;
    private readonly MetricsHistory history = new();
    private readonly MetricsFile metrics;
    private readonly EventFileWriter events;
    private long drawn = Stopwatch.GetTimestamp();

    /// <summary>Opens the files, cutting off what lies past the point that the run goes on from.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="observer">Told of everything.</param>
    /// <param name="step">The number of updates made.</param>
    /// <param name="evaluated">Whether the evaluations after the last of them are done.</param>
    public RunLog(RunFolder folder, ITrainObserver observer, long step, bool evaluated)
    {
        this.folder = folder;
        this.observer = observer;
        metrics = MetricsFile.Open(folder.Metrics, step, evaluated, history);
        events = new EventFileWriter(folder.Events, step + 1);
    }

    /// <summary>What a run's record keeps of its updates.</summary>
    public IReadOnlyList<LossRow> Losses => history.Losses();

    /// <summary>Records an update.</summary>
    /// <param name="report">How the run stands after it.</param>
    public void Stepped(StepReport report)
    {
        StepRow line = StepRow.Of(report);
        metrics.Append(line);
        history.Add(line);
        events.Scalars(report.Step,
        [
            ("loss/total", report.Losses.Total),
            .. Figure("loss/contrastive", report.Losses.Contrastive),
            .. Figure("loss/caption", report.Losses.Caption),
            ("learning_rate", report.LearningRate),
            .. Figure("logit_scale", report.LogitScale),
            ("gradient_norm", report.GradientNorm),
            ("samples_per_second", report.SamplesPerSecond),
        ]);
        observer.Stepped(report);
    }

    /// <summary>Records an evaluation.</summary>
    /// <param name="step">The number of updates before it.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="result">What it measured.</param>
    public void Evaluated(long step, string stage, EvalResult result)
    {
        EvaluationRow line = new(step, stage, result);
        metrics.Append(line);
        history.Add(line);
        string group = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Benchmark.ToString());
        events.Scalars(step, result.Metrics.Select(figure => ($"{group}/{figure.Key}", figure.Value)));
        events.Flush();
        observer.Evaluated(step, result);
    }

    /// <summary>Records a picture that an evaluation drew.</summary>
    /// <param name="step">The number of updates before it.</param>
    /// <param name="path">The picture, a PNG.</param>
    public void Drew(long step, string path)
    {
        byte[] png = File.ReadAllBytes(path);
        IImageInfo info = SixLabors.ImageSharp.Image.Identify(png);
        events.Image(step, Path.GetFileNameWithoutExtension(path), png, info.Width, info.Height);
    }

    /// <summary>Hands the event files to the system, and draws the curves again where that was not done just now.</summary>
    public void Checkpointed()
    {
        events.Flush();
        if (Stopwatch.GetElapsedTime(drawn) > DrawInterval)
        {
            Draw();
        }
    }

    /// <summary>Draws the curves so far.</summary>
    public void Draw()
    {
        IReadOnlyList<ChartPanel> charts = history.Charts();
        if (charts.Count > 0)
        {
            LineChart.Save(folder.Curves, charts);
        }

        drawn = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        metrics.Dispose();
        events.Dispose();
    }

    private static IEnumerable<(string Name, double Value)> Figure(string name, double? value) => value is { } number ? [(name, number)] : [];
}
