using OpenVision.Evaluation;
using OpenVision.Training;
using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Shows what a run left behind.</summary>
internal static class SummaryView
{
    /// <summary>Shows it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="summary">What the run left behind.</param>
    public static void Show(IAnsiConsole screen, RunSummary summary)
    {
        if (summary.Evaluations.Count > 0)
        {
            screen.Write(Of(summary.Evaluations));
        }

        Line(screen, $"{(summary.Interrupted ? "interrupted after" : "done:")} {Figures.Exact(summary.Steps)} steps in {Figures.Time(summary.Elapsed)}");
        if (summary.Skipped > 0)
        {
            Line(screen, $"skipped {Figures.Exact(summary.Skipped)} samples; {Path.Combine(summary.Folder, "run.json")} names the first of each reason");
        }

        Line(screen, $"weights   {summary.Weights}");
        foreach (string picture in summary.Pictures)
        {
            Line(screen, $"picture   {picture}");
        }

        if (summary.Interrupted)
        {
            Line(screen, "go on with --resume");
        }
    }

    /// <summary>A table of evaluations, a row a figure.</summary>
    /// <param name="results">The evaluations.</param>
    public static Table Of(IReadOnlyList<EvalResult> results)
    {
        Table table = Tables.New("evaluation", "shards").Figures("samples").Figures("figure", "value");
        foreach (EvalResult result in results)
        {
            foreach ((string name, double value) in result.Metrics)
            {
                table.Add(MetricNames.Of(result.Benchmark), result.Shards, Figures.Exact(result.Samples), name, Figures.Percent(value));
            }
        }

        return table;
    }

    // Paths are not broken at the terminal's width, so that they can be copied.
    private static void Line(IAnsiConsole screen, string text) => screen.Profile.Out.Writer.WriteLine(text);
}
