namespace OpenVision.Generators.Emission;

/// <summary>Writes the settings that every run has, whatever it trains.</summary>
internal static class RunWriter
{
    /// <summary>AdamW's settings.</summary>
    public static void Optimizer(SourceWriter writer, OptimizerSpec spec, RuntimeNames names) => Fields(writer, "Optimizer = new()", ",",
    [
        $"Beta1 = {Literals.Code(spec.Beta1)}",
        $"Beta2 = {Literals.Code(spec.Beta2)}",
        $"Epsilon = {Literals.Code(spec.Epsilon)}",
        $"WeightDecay = {Literals.Code(spec.WeightDecay)}",
        $"ClipNorm = {Literals.Code(spec.ClipNorm)}",
        $"LayerDecay = {Literals.Code(spec.LayerDecay)}",
        $"FirstMoment = {names["MomentFormat"]}.{spec.FirstMoment}",
        $"Average = {Literals.Code(spec.Average)}",
    ]);

    /// <summary>What stands around a run: its data set, its budget, its checkpoints.</summary>
    public static void Around(SourceWriter writer, PrepareSpec? prepare, BudgetSpec? budget, long checkpointSamples, int rematerializeEvery)
    {
        if (prepare is not null)
        {
            writer.Line($"Prepare = new() {{ Maker = {Literals.Code(prepare.Maker)}, Folder = {Literals.Code(prepare.Folder)}, Samples = {Literals.Code(prepare.Samples)} }},");
        }

        if (budget is not null)
        {
            Fields(writer, "Budget = new()", ",",
            [
                $"MemoryGiB = {Literals.Code(budget.MemoryGiB)}",
                $"Devices = {Literals.Code(budget.Devices)}",
                $"Hours = {Literals.Code(budget.Hours)}",
                $"PeakTflops = {Literals.Code(budget.PeakTflops)}",
                $"Utilization = {Literals.Code(budget.Utilization)}",
            ]);
        }

        writer.Line($"CheckpointSamples = {Literals.Code(checkpointSamples)},");
        if (rematerializeEvery > 0)
        {
            writer.Line($"RematerializeEvery = {Literals.Code(rematerializeEvery)},");
        }
    }

    /// <summary>An evaluation's settings.</summary>
    public static string[] EvalFields(EvalSpec eval, RuntimeNames names) =>
    [
        $"Benchmark = {names["Benchmark"]}.{eval.Benchmark}",
        $"Shards = {Literals.Code(eval.Shards)}",
        $"EverySamples = {Literals.Code(eval.EverySamples)}",
        $"Limit = {Literals.Code(eval.Limit)}",
        $"Classes = {Literals.Code(eval.Classes)}",
        $"Templates = {Literals.Code(eval.Templates)}",
        $"Label = {Literals.Code(eval.Label)}",
        $"Caption = {Literals.Code(eval.Caption)}",
        $"Truth = {Literals.Code(eval.Truth)}",
    ];

    /// <summary>A property that is a list, left out where it is empty.</summary>
    public static void List(SourceWriter writer, string property, string type, IEnumerable<string[]> items)
    {
        string[][] rows = [.. items];
        if (rows.Length == 0)
        {
            return;
        }

        writer.Line($"{property} = new(").Items(rows, (body, row) => Fields(body, $"new {type}", ",", row), "),");
    }

    /// <summary>Settings in braces, a line each.</summary>
    public static void Fields(SourceWriter writer, string head, string tail, IReadOnlyList<string> fields) => writer.Block(head, body =>
    {
        foreach (string field in fields)
        {
            body.Line($"{field},");
        }
    }, tail);
}
