using OpenVision.Reporting;

namespace OpenVision.Cli;

/// <summary>Brings together what was measured of several recipes.</summary>
internal static class Comparison
{
    /// <summary>Everything that was measured of any of them: <c>benchmark metric</c>.</summary>
    /// <param name="recipes">The recipes, each measured.</param>
    public static IReadOnlyList<string> Metrics(IEnumerable<ListedRecipe> recipes) => [.. recipes.SelectMany(Values).Select(static value => value.Metric).Distinct()];

    /// <summary>What was measured of a recipe; null where this was not.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    public static double? Value(ListedRecipe recipe, string metric) =>
        Values(recipe).Where(value => value.Metric == metric).Select(static value => (double?)value.Share).FirstOrDefault();

    /// <summary>A chart for each benchmark: its metrics in per cent over the tokens of a picture, or over the FLOPs of a sample where pictures have as many tokens.</summary>
    /// <param name="recipes">The recipes, each measured.</param>
    public static IReadOnlyList<ChartPanel> Charts(IReadOnlyList<ListedRecipe> recipes)
    {
        bool alike = recipes.All(recipe => recipe.Tokens == recipes[0].Tokens);
        string over = alike ? "FLOPs of a training sample" : "tokens of a picture";
        ListedRecipe[] rising = [.. recipes.OrderBy(Place)];
        return
        [
            .. recipes.SelectMany(static recipe => recipe.Measured!.Evaluations).Select(static evaluation => evaluation.Benchmark).Distinct()
                .Select(benchmark => new ChartPanel($"{benchmark}, %, over {over}", [.. Series(rising, benchmark)])),
        ];

        IEnumerable<ChartSeries> Series(IReadOnlyList<ListedRecipe> rising, string benchmark) => rising
            .SelectMany(recipe => recipe.Measured!.Evaluations.Where(one => one.Benchmark == benchmark).SelectMany(one => one.Metrics.Select(metric => (metric.Key, Point: new ChartPoint(Place(recipe), 100 * metric.Value)))))
            .GroupBy(static value => value.Key)
            .Select(static metric => new ChartSeries(metric.Key, [.. metric.Select(static value => value.Point)]));

        double Place(ListedRecipe recipe) => alike ? recipe.Flops : recipe.Tokens;
    }

    private static IEnumerable<(string Metric, double Share)> Values(ListedRecipe recipe) => recipe.Measured!.Evaluations.SelectMany(static evaluation =>
        evaluation.Metrics.Select(metric => ($"{evaluation.Benchmark} {metric.Key}", metric.Value)));
}
