using System.Globalization;

namespace OpenVision.Tests.Costs;

/// <summary>The table of docs/costs.md: <c>dotnet exec OpenVision.Tests.dll memory-table</c>, and the recipes where not all are wanted.</summary>
internal static class MemoryTable
{
    private const int Runs = 3;
    private const int Steps = 10;

    private static IReadOnlyList<string> Recipes { get; } =
    [
        nameof(TiCaptioner), nameof(SCaptioner), nameof(TiContrastive), nameof(TiLongSequence), nameof(SmallClip), nameof(SmallSigLip), nameof(SmallConvNext),
        nameof(TiLongCaptioner), nameof(SContrastive), // measured after the share of gaps was chosen
    ];

    public static void Print(IReadOnlyList<string> recipes)
    {
        Console.WriteLine("| recipe | images | precision | tensors | modelled | | resident | modelled | |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (string recipe in recipes.Count == 0 ? Recipes : recipes)
        {
            foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Float32, Precision.BFloat16])
            {
                Console.WriteLine(Row(recipe, precision));
            }
        }
    }

    private static string Row(string recipe, Precision precision)
    {
        StageSpec stage = OpenVisionCatalogue.Own.Recipes.Single(entry => entry.Spec.Name == recipe).Spec.Stages[0];
        MemoryCost cost = StepMeter.Modelled(recipe, precision);
        StepMemory[] runs = [.. Enumerable.Range(0, Runs).Select(_ => StepMeter.Measure(recipe, precision, Steps))];
        return $"| {recipe} | {stage.BatchSize} × {stage.Resolution}² | {precision} | {Cells(runs.Select(run => run.Tensors), cost.Tensors)} | {Cells(runs.Select(run => run.Resident), cost.Total)} |";
    }

    private static string Cells(IEnumerable<long> runs, long modelled)
    {
        long[] sorted = [.. runs.Order()];
        string measured = sorted[0] / 1_000_000 == sorted[^1] / 1_000_000 ? Megabytes(sorted[0]) : $"{Megabytes(sorted[0])} to {Megabytes(sorted[^1])}";
        return string.Create(CultureInfo.InvariantCulture, $"{measured} MB | {Megabytes(modelled)} MB | {modelled / (double)sorted[sorted.Length / 2]:F2}");
    }

    private static string Megabytes(long bytes) => (bytes / 1_000_000).ToString("N0", CultureInfo.InvariantCulture);
}
