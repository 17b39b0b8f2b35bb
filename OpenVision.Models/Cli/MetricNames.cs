namespace OpenVision.Cli;

/// <summary>The names of measurements.</summary>
internal static class MetricNames
{
    /// <summary>A benchmark's name on the command line.</summary>
    /// <param name="benchmark">The benchmark.</param>
    public static string Of(Benchmark benchmark) => benchmark switch
    {
        Benchmark.ZeroShot => "zero_shot",
        Benchmark.Retrieval => "retrieval",
        Benchmark.Captions => "captions",
        Benchmark.Questions => "questions",
        _ => throw new ArgumentOutOfRangeException(nameof(benchmark)),
    };

    /// <summary>All figures in a line: <c>top1 91.4 %, top5 99.0 %</c>.</summary>
    /// <param name="metrics">The figures, shares from 0 to 1.</param>
    public static string Line(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(", ", metrics.Select(metric => $"{metric.Key} {Figures.Percent(metric.Value)}"));
}
