using System.Globalization;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on what a recipe costs, against what its run has.</summary>
internal static class BudgetRules
{
    /// <summary>Checks a recipe against its budget.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="sound">Whether it breaks no other rule: only then has it a cost.</param>
    public static IEnumerable<Finding> Check(RecipeSpec recipe, bool sound)
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

    private static IEnumerable<Finding> Stage(RecipeSpec recipe, BudgetSpec budget, StageSpec stage, int index)
    {
        Place batch = new(Part.Stage, index, nameof(stage.BatchSize));
        foreach (Finding finding in BudgetNumbers.Divides(budget, stage.BatchSize, stage.Name, batch))
        {
            yield return finding;
        }

        StageCost cost = StageCost.Of(recipe, stage);
        if (budget.MemoryGiB > 0 && cost.Memory.Total > budget.MemoryBytes)
        {
            long largest = Memory.LargestBatch(recipe, stage, budget.Devices, cost.Half, budget.MemoryBytes, cost.BatchPerDevice);
            yield return new(Descriptors.DoesNotFit, largest > 0 ? batch : BudgetNumbers.Place(nameof(budget.MemoryGiB)),
                stage.Name, BudgetNumbers.GiB(cost.Memory.Total), $"{cost.BatchPerDevice} pairs", BudgetNumbers.PartsOf(cost.Memory), SizeRules.Value(budget.MemoryGiB),
                largest > 0 ? Smaller(recipe, budget, stage, cost, largest) : Larger(recipe, budget, stage, cost));
        }
    }

    private static string Smaller(RecipeSpec recipe, BudgetSpec budget, StageSpec stage, StageCost cost, long largest)
    {
        string batch = $"BatchSize {largest * budget.Devices} or less";
        int devices = budget.Devices;
        while (devices <= stage.BatchSize / 2)
        {
            devices *= 2;
            if (stage.BatchSize % devices == 0
                && Memory.Of(recipe, stage, stage.BatchSize / devices, devices, cost.Half).Total <= budget.MemoryBytes)
            {
                return $"use {Suggest.Or(batch, $"Devices {devices}")}";
            }
        }

        return $"use {batch}";
    }

    private static string Larger(RecipeSpec recipe, BudgetSpec budget, StageSpec stage, StageCost cost)
    {
        MemoryCost one = Memory.Of(recipe, stage, 1, budget.Devices, cost.Half);
        string why = one.Fixed > budget.MemoryBytes ? "not even the parameters with what updates them fit" : "not even one pair fits";
        return $"{why}, so use a smaller model, or MemoryGiB {Math.Ceiling(one.Total / (double)(1L << 30)).ToString(CultureInfo.InvariantCulture)} or more";
    }

    private static IEnumerable<Finding> Time(RecipeSpec recipe, BudgetSpec budget)
    {
        RecipeCost cost = RecipeCost.Of(recipe);
        if (budget.Hours > 0 && cost.Hours is { } hours && hours > budget.Hours)
        {
            string enough = $"Hours {Math.Ceiling(hours).ToString(CultureInfo.InvariantCulture)}";
            string? more = BudgetNumbers.EnoughDevices([.. recipe.Stages.Select(static stage => stage.BatchSize)], Math.Ceiling(budget.Devices * hours / budget.Hours)) is { } devices ? $"Devices {devices}" : null;
            yield return new(Descriptors.TakesTooLong, BudgetNumbers.Place(nameof(budget.Hours)),
                recipe.Name, BudgetNumbers.Text(hours), Emission.Literals.Scaled(cost.TrainingFlops), budget.Devices, BudgetNumbers.Text(budget.PeakTflops * budget.Utilization),
                SizeRules.Value(budget.Hours), more is null ? enough : Suggest.Or(enough, more));
        }
    }
}
