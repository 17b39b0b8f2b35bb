using OpenVision.Reporting;

namespace OpenVision.Training;

/// <summary>What a run measured so far, to be drawn as curves.</summary>
internal sealed class MetricsHistory
{
    private const double Smoothing = 0.9;

    private static readonly ChartSeries[] Nothing = [];

    private readonly List<StepRow> steps = [];
    private readonly List<EvaluationRow> evaluations = [];

    /// <summary>Records an update.</summary>
    /// <param name="line">Its line.</param>
    public void Add(StepRow line) => steps.Add(line);

    /// <summary>Records an evaluation.</summary>
    /// <param name="line">Its line.</param>
    public void Add(EvaluationRow line) => evaluations.Add(line);

    /// <summary>What a run's record keeps of its updates.</summary>
    public IReadOnlyList<LossRow> Losses() => LossRow.Kept(steps);

    /// <summary>The charts of what was recorded; none before the first update.</summary>
    public IReadOnlyList<ChartPanel> Charts()
    {
        if (steps.Count == 0)
        {
            return [];
        }

        ChartMarker[] stages = [.. steps.Where((line, i) => i > 0 && line.Stage != steps[i - 1].Stage).Select(line => new ChartMarker(line.Step, line.Stage))];
        bool captions = steps.Exists(line => line.Caption > 0), contrasts = steps.Exists(line => line.Contrastive is not null);
        List<ChartSeries> losses =
        [
            .. captions || !contrasts ? [Curve("total", line => line.Loss)] : Nothing,
            .. contrasts ? [Curve("contrastive", line => line.Contrastive ?? 0)] : Nothing,
            .. captions ? [Curve("caption", line => line.Caption ?? 0)] : Nothing,
        ];

        List<ChartPanel> panels =
        [
            new("loss", losses) { Smoothing = Smoothing, Markers = stages },
            new("learning rate", [Curve("learning rate", line => line.LearningRate)]) { Markers = stages },
            .. contrasts ? [new ChartPanel("logit scale", [Curve("logit scale", line => line.LogitScale ?? 0)]) { Markers = stages }] : Array.Empty<ChartPanel>(),
            new("gradient norm", [Curve("gradient norm", line => line.GradientNorm)]) { Smoothing = Smoothing, Logarithmic = true, Markers = stages },
            new("samples a second", [Curve("samples a second", line => line.SamplesPerSecond)]) { Markers = stages },
        ];
        if (evaluations.Count > 0)
        {
            panels.Add(new("evaluations, share", Figures()) { Markers = stages });
        }

        return panels;
    }

    private ChartSeries Curve(string name, Func<StepRow, double> value) =>
        new(name, [.. steps.Select(line => new ChartPoint(line.Step, value(line)))]);

    private ChartSeries[] Figures() =>
    [
        .. from line in evaluations
           from figure in line.Evaluation.Metrics
           group new ChartPoint(line.Step, figure.Value) by figure.Key into points
           select new ChartSeries(points.Key, [.. points]),
    ];
}
