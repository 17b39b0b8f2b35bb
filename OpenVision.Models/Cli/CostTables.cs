using System.Globalization;
using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Draws what the stages of a recipe cost.</summary>
internal static class CostTables
{
    /// <summary>The work of each stage, and of all together.</summary>
    /// <param name="cost">The recipe's cost.</param>
    public static Table Work(RecipeCost cost)
    {
        bool timed = cost.Hours is not null, shared = cost.Stages.Any(stage => stage.Devices > 1);
        string[] titles = ["image tokens", "text tokens", "decoder tokens", "forward", "and backward", "FLOPs"];
        Table table = Tables.New("a sample's work").Figures([.. titles, .. shared ? ["sent a step"] : Array.Empty<string>(), .. timed ? ["hours"] : Array.Empty<string>()]);
        foreach (StageCost stage in cost.Stages)
        {
            string decoder = stage.TokensPerSample.Decoder == 0 ? "" : Figures.Exact(stage.TokensPerSample.Decoder);
            table.Add(
            [
                stage.Name, Figures.Exact(stage.TokensPerSample.Vision), Figures.Exact(stage.TokensPerSample.Text), decoder,
                Figures.Short(stage.ForwardFlopsPerSample), Figures.Short(stage.TrainingFlopsPerSample), Figures.Short(stage.TrainingFlops),
                .. shared ? [Figures.Bytes(stage.Communication.Total)] : Array.Empty<string>(),
                .. timed ? [Hours(stage.Hours)] : Array.Empty<string>(),
            ]);
        }

        table.Add(
        [
            "all", "", "", "", "", "", Figures.Short(cost.TrainingFlops),
            .. shared ? [""] : Array.Empty<string>(),
            .. timed ? [Hours(cost.Hours)] : Array.Empty<string>(),
        ]);
        return table;
    }

    /// <summary>The memory of a device, a column for each stage.</summary>
    /// <param name="cost">The recipe's cost.</param>
    public static Table Memory(RecipeCost cost)
    {
        Table table = Tables.New(cost.Stages.Any(stage => stage.Devices > 1) ? "memory of each device" : "memory").Figures(cost.Stages.Select(stage => stage.Name));
        foreach ((string part, Func<MemoryCost, long> bytes) in Parts)
        {
            table.Add([part, .. cost.Stages.Select(stage => bytes(stage.Memory) is > 0 and long some ? Figures.Bytes(some) : "")]);
        }

        return table;
    }

    private static IReadOnlyList<(string Part, Func<MemoryCost, long> Bytes)> Parts { get; } =
    [
        ("parameters", memory => memory.Parameters),
        ("gradients", memory => memory.Gradients),
        ("optimiser", memory => memory.Optimizer),
        ("bfloat16 copies", memory => memory.HalfCopies),
        ("batch", memory => memory.Batch),
        ("activations", memory => memory.Activations),
        ("losses", memory => memory.Losses),
        ("working", memory => memory.Working),
        ("gaps", memory => memory.Gaps),
        ("all", memory => memory.Total),
    ];

    private static string Hours(double? hours) => hours?.ToString(hours < 100 ? "F2" : "N0", CultureInfo.InvariantCulture) ?? "";
}
