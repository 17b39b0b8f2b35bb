using System.Globalization;
using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Draws what <c>describe</c> shows of multimodal models and recipes.</summary>
internal static class MllmTables
{
    private const string Unknown = "?";

    /// <summary>How many tokens pictures and videos make.</summary>
    /// <param name="model">The model.</param>
    public static Table Pictures(MultimodalSpec model)
    {
        Table table = Tables.New("tokens").Figures(model.Name);
        table.Add("a tile", Figures.Exact(model.TileTokens));
        table.Add("a picture of 640 × 480", Figures.Exact(TileLayout.Tokens(model, new PictureSize(640, 480))));
        table.Add("a picture, at most", Figures.Exact(TileLayout.MostTokens(model)));
        if (model.Video is { } video)
        {
            table.Add($"a video of {video.Frames} frames", Figures.Exact(TileLayout.VideoTokens(model, video.Frames)));
        }

        return table;
    }

    /// <summary>The tables of a recipe: its stages, what each moves, what each costs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stages">Its stages.</param>
    public static IEnumerable<Table> Of(MllmRecipeSpec recipe, IReadOnlyList<MllmStageOutline> stages) =>
        [Stages(stages), Moves(recipe.Model, stages), Work(recipe, stages), Memory(stages)];

    private static Table Stages(IReadOnlyList<MllmStageOutline> stages)
    {
        Table table = Tables.New("stage", "template").Figures("longest", "batch", "samples", "steps", "warm-up", "trains", "peak rate", "learning rate");
        foreach (MllmStageOutline stage in stages)
        {
            bool first = true;
            foreach (PartRates rates in stage.LearningRates)
            {
                string[] head = first
                    ? [stage.Name, $"{stage.Template}", Figures.Exact(stage.MaxLength), Figures.Exact(stage.BatchSize), Exact(stage.Cost.Samples), Exact(stage.Cost.Steps), Exact(stage.WarmupSteps)]
                    : ["", "", "", "", "", "", ""];
                table.Add([.. head, $"{rates.Part}", Figures.Real(rates.Peak), rates.Rates.Count > 0 ? Sparkline.Of(rates.Rates) : ""]);
                first = false;
            }
        }

        return table;
    }

    private static Table Moves(MultimodalSpec model, IReadOnlyList<MllmStageOutline> stages)
    {
        Table table = Tables.New(["what moves", .. stages.Select(static stage => stage.Name)]);
        Row("image encoder", static moves => moves.Vision);
        Row("connector", static moves => moves.Connector);
        Row("language model", static moves => moves.Language);
        Row("newline", static moves => moves.Newline);
        Row("adapters", static moves => moves.Adapters);
        return table;

        void Row(string part, Func<StageTrainability, PartState?> state)
        {
            if (stages.Any(stage => state(stage.Moves) is not null))
            {
                table.Add([part, .. stages.Select(stage => $"{state(stage.Moves)}".ToLowerInvariant())]);
            }
        }
    }

    private static Table Work(MllmRecipeSpec recipe, IReadOnlyList<MllmStageOutline> stages)
    {
        Table table = Tables.New("work").Figures(Names(stages));
        Row("tiles of a picture", static cost => Figures.Exact(cost.TokensPerSample.Tiles));
        Row("tokens of a picture", static cost => Figures.Exact(cost.TokensPerSample.Picture));
        Row("tokens of a sample", static cost => Figures.Exact(cost.TokensPerSample.Length));
        Row("FLOPs of a sample", static cost => Figures.Short(cost.FlopsPerSample.Forward));
        Row("FLOPs of a sample with backward", static cost => Figures.Short(cost.FlopsPerSample.Training));
        Row("tokens of the stage", static cost => Short(cost.Tokens));
        Row("FLOPs of the stage", static cost => Short(cost.TrainingFlops));
        if (recipe.Budget is { PeakTflops: > 0 } budget)
        {
            Row($"hours at {budget.Devices} × {Figures.Real(budget.PeakTflops * budget.Utilization)} TFLOPS",
                static cost => cost.Hours?.ToString(cost.Hours < 100 ? "F2" : "N0", CultureInfo.InvariantCulture) ?? Unknown);
        }

        return table;

        void Row(string title, Func<MllmStageCost, string> cell) => table.Add([title, .. stages.Select(stage => cell(stage.Cost))]);
    }

    private static Table Memory(IReadOnlyList<MllmStageOutline> stages)
    {
        string precision = stages.Any(static stage => stage.Cost.Half) ? "bfloat16" : "float32";
        Table table = Tables.New(stages.Any(static stage => stage.Cost.Devices > 1) ? $"memory of each device, {precision}" : $"memory, {precision}").Figures(Names(stages));
        table.Add(["samples", .. stages.Select(static stage => Figures.Exact(stage.Cost.BatchPerDevice))]);
        foreach (string part in stages.SelectMany(static stage => stage.Cost.Parts).Select(static part => part.Part).Distinct())
        {
            table.Add([part, .. stages.Select(stage => stage.Cost.Parts.FirstOrDefault(one => one.Part == part) is { } held ? Figures.Bytes(held.Total) : "")]);
        }

        foreach ((string name, Func<MemoryCost, long> bytes) in MemoryCost.Names.Skip(Fixed))
        {
            table.Add([name, .. stages.Select(stage => Figures.Bytes(bytes(stage.Cost.Memory)))]);
        }

        table.Add(["all", .. stages.Select(static stage => Figures.Bytes(stage.Cost.Memory.Total))]);
        return table;
    }

    // Parameters, gradients, moments and copies are told by part.
    private const int Fixed = 4;

    private static IEnumerable<string> Names(IReadOnlyList<MllmStageOutline> stages) => stages.Select(static stage => stage.Name);

    private static string Exact(long? number) => number is { } known ? Figures.Exact(known) : Unknown;

    private static string Short(double? number) => number is { } known ? Figures.Short(known) : Unknown;
}
