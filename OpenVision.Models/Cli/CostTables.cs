using System.Globalization;
using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Draws what the stages of a recipe cost, a column for each.</summary>
internal static class CostTables
{
    /// <summary>The tables: work, the memory of a device, and what several devices send.</summary>
    /// <param name="cost">The recipe's cost.</param>
    public static IEnumerable<Table> Of(RecipeCost cost)
    {
        yield return Work(cost);
        yield return Memory(cost);
        if (cost.Devices > 1)
        {
            yield return Communication(cost);
        }
    }

    private static Table Work(RecipeCost cost)
    {
        Table table = Tables.New("work").Figures([.. Names(cost), .. cost.Stages.Count > 1 ? ["all"] : Array.Empty<string>()]);
        bool decodes = cost.Stages.Any(stage => stage.TokensPerSample.Decoder > 0);
        Row("tokens of an image", stage => Figures.Exact(stage.TokensPerSample.Vision));
        Row("tokens of the captions", stage => Figures.Exact(stage.TokensPerSample.Text));
        if (decodes)
        {
            Row("tokens of the decoder", stage => Figures.Exact(stage.TokensPerSample.Decoder));
        }

        Row("FLOPs of an image", stage => Figures.Short(stage.ForwardFlopsPerImage));
        Row("FLOPs of a pair", stage => Figures.Short(stage.ForwardFlopsPerSample));
        Row("FLOPs of a pair with backward", stage => Figures.Short(stage.TrainingFlopsPerSample));
        Row("tokens of the stage", stage => Figures.Short(stage.Tokens), Figures.Short(cost.Tokens));
        Row("FLOPs of the stage", stage => Figures.Short(stage.TrainingFlops), Figures.Short(cost.TrainingFlops));
        if (cost.Hours is not null)
        {
            Row($"hours at {cost.Devices} × {Figures.Real(cost.Tflops)} TFLOPS", stage => Hours(stage.Hours), Hours(cost.Hours));
        }

        return table;

        void Row(string title, Func<StageCost, string> cell, string all = "") =>
            table.Add([title, .. cost.Stages.Select(cell), .. cost.Stages.Count > 1 ? [all] : Array.Empty<string>()]);
    }

    private static Table Memory(RecipeCost cost)
    {
        string precision = cost.Stages.Any(stage => stage.Half) ? "bfloat16" : "float32";
        Table table = Tables.New(cost.Devices > 1 ? $"memory of each device, {precision}" : $"memory, {precision}").Figures(Names(cost));
        table.Add(["pairs", .. cost.Stages.Select(stage => Figures.Exact(stage.BatchPerDevice))]);
        foreach ((string part, long[] bytes) in MemoryCost.Names.Select(name => (name.Part, cost.Stages.Select(stage => name.Bytes(stage.Memory)).ToArray())))
        {
            if (bytes.Any(some => some > 0))
            {
                table.Add([part, .. bytes.Select(some => Figures.Bytes(some))]);
            }
        }

        table.Add(["all", .. cost.Stages.Select(stage => Figures.Bytes(stage.Memory.Total))]);
        return table;
    }

    private static Table Communication(RecipeCost cost)
    {
        Table table = Tables.New("sent by each device in a step").Figures(Names(cost));
        table.Add(["gradients", .. cost.Stages.Select(stage => Figures.Bytes(stage.Communication.Gradients))]);
        table.Add(["embeddings", .. cost.Stages.Select(stage => Figures.Bytes(stage.Communication.Features))]);
        table.Add(["all", .. cost.Stages.Select(stage => Figures.Bytes(stage.Communication.Total))]);
        return table;
    }

    private static IEnumerable<string> Names(RecipeCost cost) => cost.Stages.Select(stage => stage.Name);

    private static string Hours(double? hours) => hours?.ToString(hours < 100 ? "F2" : "N0", CultureInfo.InvariantCulture) ?? "";
}
