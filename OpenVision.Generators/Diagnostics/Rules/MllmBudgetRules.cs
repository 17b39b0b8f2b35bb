using System.Globalization;
using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on what a multimodal recipe costs, against what its run has.</summary>
internal static class MllmBudgetRules
{
    /// <summary>Checks a recipe against its budget.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="sound">Whether it breaks no other rule: only then has it a cost.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, bool sound)
    {
        if (recipe.Budget is not { } budget)
        {
            return [];
        }

        Finding[] impossible = [.. BudgetNumbers.Check(budget)];
        return impossible.Length > 0 || !sound
            ? impossible
            : [.. recipe.Stages.SelectMany((stage, i) => Stage(recipe, budget, stage, i)), .. Time(recipe, budget)];
    }

    private static IEnumerable<Finding> Stage(MllmRecipeSpec recipe, BudgetSpec budget, MllmStageSpec stage, int index)
    {
        Place batch = new(Part.MllmStage, index, nameof(stage.BatchSize));
        foreach (Finding finding in BudgetNumbers.Divides(budget, stage.BatchSize, stage.Name, batch))
        {
            yield return finding;
        }

        MllmStageCost cost = MllmStageCost.Of(recipe, stage);
        if (budget.MemoryGiB > 0 && cost.Memory.Total > budget.MemoryBytes)
        {
            long held = stage.MicroBatch > 0 ? Math.Min(stage.MicroBatch, cost.BatchPerDevice) : cost.BatchPerDevice;
            long largest = MllmMemory.LargestBatch(recipe, stage, cost.Half, budget.MemoryBytes, held);
            string[] ways = [.. largest > 0 ? Smaller(budget, stage, largest) : [], .. Otherwise(recipe, budget, stage, largest > 0 ? held : 1)];
            yield return new(Descriptors.DoesNotFit, largest > 0 ? batch : BudgetNumbers.Place(nameof(budget.MemoryGiB)),
                stage.Name, BudgetNumbers.GiB(cost.Memory.Total), $"{cost.BatchPerDevice} samples", BudgetNumbers.PartsOf(cost.Memory), SizeRules.Value(budget.MemoryGiB),
                $"{(largest > 0 ? "" : $"{Why(recipe, budget, stage)}, so ")}use {Suggest.Or(ways.Length > 0 ? ways : [$"a smaller model, or MemoryGiB {Least(recipe, stage)} or more"])}");
        }
    }

    // Of a batch that comes in parts only the part has to fit; a smaller batch fits as it is.
    private static IEnumerable<string> Smaller(BudgetSpec budget, MllmStageSpec stage, long largest)
    {
        int? part = stage.BatchSize % budget.Devices == 0 ? Enumerable.Range(1, (int)Math.Min(largest, int.MaxValue - 1)).LastOrDefault(size => stage.BatchSize / budget.Devices % size == 0) : null;
        if (part > 0 && part < stage.BatchSize / budget.Devices)
        {
            yield return $"MicroBatch {part}";
        }

        yield return $"BatchSize {largest * budget.Devices} or less";
    }

    // What makes the whole batch fit, or at least a sample where none does: the cheaper in time first.
    private static IEnumerable<string> Otherwise(MllmRecipeSpec recipe, BudgetSpec budget, MllmStageSpec stage, long samples)
    {
        MllmRecipeSpec half = recipe with { Precision = Precision.BFloat16 }, again = recipe with { RematerializeEvery = 1 };
        MllmStageSpec adapted = stage with { Lora = new() };
        if (!MllmMemory.IsHalf(recipe) && Fits(half, stage, budget, samples))
        {
            yield return "Precision.BFloat16";
        }

        if (recipe.RematerializeEvery != 1 && Fits(again, stage, budget, samples))
        {
            yield return "RematerializeEvery = 1";
        }

        bool adapts = stage.Lora is null && stage.Trains.HasFlag(ModelParts.Language);
        if (adapts && Fits(recipe, adapted, budget, samples))
        {
            yield return $"[Lora(Stage = {Literals.Code(stage.Name)})]";
        }
        else if (adapts && !Fits(half, stage, budget, samples) && !Fits(again, stage, budget, samples) && Fits(half with { RematerializeEvery = 1 }, adapted, budget, samples))
        {
            yield return $"[Lora(Stage = {Literals.Code(stage.Name)})] with Precision.BFloat16 and RematerializeEvery = 1";
        }
    }

    private static bool Fits(MllmRecipeSpec recipe, MllmStageSpec stage, BudgetSpec budget, long samples) =>
        MllmMemory.Of(recipe, stage, samples, MllmMemory.IsHalf(recipe)).Total <= budget.MemoryBytes;

    private static string Why(MllmRecipeSpec recipe, BudgetSpec budget, MllmStageSpec stage) =>
        MllmMemory.Parts(recipe, stage, MllmMemory.IsHalf(recipe)).Sum(static part => part.Total) > budget.MemoryBytes
            ? "not even the parameters with what updates them fit"
            : "not even one sample fits";

    private static string Least(MllmRecipeSpec recipe, MllmStageSpec stage) =>
        Math.Ceiling(MllmMemory.Of(recipe, stage, 1, MllmMemory.IsHalf(recipe)).Total / (double)(1L << 30)).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Finding> Time(MllmRecipeSpec recipe, BudgetSpec budget)
    {
        MllmStageCost[] costs = [.. MllmStageCost.Of(recipe)];
        if (budget.Hours > 0 && costs.All(static cost => cost.Hours is not null) && costs.Sum(static cost => cost.Hours) is { } hours && hours > budget.Hours)
        {
            string enough = $"Hours {Math.Ceiling(hours).ToString(CultureInfo.InvariantCulture)}";
            int[] batches = [.. recipe.Stages.Select(static stage => stage.BatchSize)];
            string? more = BudgetNumbers.EnoughDevices(batches, Math.Ceiling(budget.Devices * hours / budget.Hours)) is { } devices ? $"Devices {devices}" : null;
            yield return new(Descriptors.TakesTooLong, BudgetNumbers.Place(nameof(budget.Hours)),
                recipe.Name, BudgetNumbers.Text(hours), Literals.Scaled(costs.Sum(static cost => cost.TrainingFlops ?? 0)), budget.Devices,
                BudgetNumbers.Text(budget.PeakTflops * budget.Utilization), SizeRules.Value(budget.Hours), more is null ? enough : Suggest.Or(enough, more));
        }
    }
}
