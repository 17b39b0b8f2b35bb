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

    /// <summary>What is published, with a column for each metric that occurs; none where nothing is.</summary>
    /// <param name="rows">Names with what is published of them.</param>
    public static Table? Published(IEnumerable<(string Name, IReadOnlyList<PublishedSpec> Published)> rows)
    {
        (string Name, PublishedSpec Row)[] results =
            [.. rows.SelectMany(static row => row.Published.Where(static one => one.Figures.Count > 0).Select(one => (row.Name, one)))];
        if (results.Length == 0)
        {
            return null;
        }

        Metric[] metrics = [.. Enum.GetValues<Metric>().Where(metric => results.Any(result => result.Row.Figures.Any(figure => figure.Metric == metric)))];
        Table table = Tables.New("published of", "data").Figures("samples").Figures(metrics.Select(static metric => Titles[metric]));
        foreach (IGrouping<string, (string Name, PublishedSpec Row)> source in results.GroupBy(static result => result.Row.Source))
        {
            table.Add([source.Key, .. Enumerable.Repeat("", metrics.Length + 2)]);
            foreach ((string name, PublishedSpec row) in source)
            {
                table.Add(
                [
                    $"  {name}", row.Data, row.Samples > 0 ? Figures.Short(row.Samples) : "",
                    .. metrics.Select(metric => row.Figures.FirstOrDefault(figure => figure.Metric == metric) is { } figure ? Figures.Real(figure.Value) : ""),
                ]);
            }
        }

        return table;
    }

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
}
