using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Results as tables: what others published, and apart from it what was measured here.</summary>
internal static class ResultTables
{
    private static readonly Dictionary<Metric, string> Titles = new()
    {
        [Metric.ImageNet] = "ImageNet",
        [Metric.TextToImage] = "COCO t→i",
        [Metric.ImageToText] = "COCO i→t",
        [Metric.TextVqa] = "TextVQA",
        [Metric.ChartQa] = "ChartQA",
        [Metric.OcrBench] = "OCR",
        [Metric.MmePerception] = "MME p",
        [Metric.MmeCognition] = "MME c",
        [Metric.SeedBench] = "SEED",
        [Metric.MmVet] = "MM-Vet",
        [Metric.ScienceQa] = "SQA",
        [Metric.Gqa] = "GQA",
        [Metric.Pope] = "POPE",
    };

    /// <summary>What is published: a table for the sources that measure alike, with a column for each of their metrics.</summary>
    /// <param name="rows">Names with what is published of them.</param>
    public static IEnumerable<Table> Published(IEnumerable<(string Name, IReadOnlyList<PublishedSpec> Published)> rows) => rows
        .SelectMany(static row => row.Published.Where(static one => one.Figures.Count > 0).Select(one => new PublishedRow(row.Name, one)))
        .GroupBy(static row => row.Published.Source)
        .OrderBy(static source => source.Key, StringComparer.Ordinal)
        .GroupBy(static source => string.Join(' ', MetricsOf(source)))
        .Select(static alike => Published([.. alike]));

    private static Table Published(IReadOnlyList<IGrouping<string, PublishedRow>> sources)
    {
        Metric[] metrics = MetricsOf(sources[0]);
        bool data = sources.Any(static source => source.Any(static row => row.Published.Data.Length > 0 || row.Published.Samples > 0));
        Table table = data ? Tables.New("published of", "data").Figures("samples") : Tables.New("published of");
        table.Figures(metrics.Select(static metric => Titles[metric]));
        foreach (IGrouping<string, PublishedRow> source in sources)
        {
            table.Add([source.Key, .. Enumerable.Repeat("", metrics.Length + (data ? 2 : 0))]);
            foreach ((string name, PublishedSpec row) in source)
            {
                string[] seen = data ? [row.Data, row.Samples > 0 ? Figures.Short(row.Samples) : ""] : [];
                table.Add([$"  {name}", .. seen, .. metrics.Select(metric => row.Figures.FirstOrDefault(figure => figure.Metric == metric) is { } figure ? Figures.Score(figure) : "")]);
            }
        }

        return table;
    }

    private static Metric[] MetricsOf(IEnumerable<PublishedRow> rows) => [.. rows.SelectMany(static row => row.Published.Figures).Select(static figure => figure.Metric).Distinct().Order()];

    /// <summary>What was measured here; none where nothing was.</summary>
    /// <param name="rows">Recipes with what was measured of them.</param>
    public static Table? Measured(IEnumerable<(string Name, MeasuredResults? Measured)> rows)
    {
        Table table = Tables.New("measured of", "benchmark", "shards", "figures", "run");
        foreach ((string name, MeasuredResults? measured) in rows)
        {
            foreach (Evaluation.EvalResult result in measured?.Evaluations ?? [])
            {
                table.Add(name, MetricNames.Of(result.Benchmark), result.Shards, MetricNames.Line(result.Metrics), measured!.Folder);
            }
        }

        return table.Rows.Count == 0 ? null : table;
    }

    /// <summary>What one source says of a name.</summary>
    private sealed record PublishedRow(string Name, PublishedSpec Published);
}
