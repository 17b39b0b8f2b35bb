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

        Finding[] impossible = [.. Numbers(budget)];
        return impossible.Length > 0 || !sound
            ? impossible
            : [.. recipe.Stages.SelectMany((stage, i) => Stage(recipe, budget, stage, i)), .. Time(recipe, budget)];
    }

    private static IEnumerable<Finding> Numbers(BudgetSpec budget) =>
    [
        .. Number(nameof(budget.MemoryGiB), budget.MemoryGiB, IsCount(budget.MemoryGiB), "at least 0"),
        .. Number(nameof(budget.Devices), budget.Devices, budget.Devices >= 1, "at least 1"),
        .. Number(nameof(budget.Hours), budget.Hours, IsCount(budget.Hours), "at least 0"),
        .. Number(nameof(budget.PeakTflops), budget.PeakTflops,
            IsCount(budget.PeakTflops) && (budget.PeakTflops > 0 || !(budget.Hours > 0)),
            budget.Hours > 0 ? "more than 0, for Hours to be compared with" : "at least 0"),
        .. Number(nameof(budget.Utilization), budget.Utilization, budget.Utilization is > 0 and <= 1, "more than 0 and at most 1"),
    ];

    private static IEnumerable<Finding> Stage(RecipeSpec recipe, BudgetSpec budget, StageSpec stage, int index)
    {
        Place batch = new(Part.Stage, index, nameof(stage.BatchSize));
        if (stage.BatchSize % budget.Devices != 0)
        {
            IReadOnlyList<long> multiples = Suggest.Multiples(budget.Devices, stage.BatchSize);
            yield return new(Descriptors.DevicesDoNotDivide, batch, budget.Devices, stage.BatchSize, stage.Name, Suggest.Or(multiples));
        }

        StageCost cost = StageCost.Of(recipe, stage);
        if (budget.MemoryGiB > 0 && cost.Memory.Total > budget.MemoryBytes)
        {
            long largest = Memory.LargestBatch(recipe, stage, budget.Devices, cost.Half, budget.MemoryBytes, cost.BatchPerDevice);
            yield return new(Descriptors.DoesNotFit, largest > 0 ? batch : Budget(nameof(budget.MemoryGiB)),
                stage.Name, GiB(cost.Memory.Total), cost.BatchPerDevice, PartsOf(cost.Memory), SizeRules.Value(budget.MemoryGiB),
                largest > 0 ? Smaller(recipe, budget, stage, cost, largest) : Larger(recipe, budget, stage, cost));
        }
    }

    private static string PartsOf(MemoryCost memory) => string.Join(", ", MemoryCost.Names
        .Select(part => (part.Part, Bytes: part.Bytes(memory)))
        .Where(static part => part.Bytes > 0)
        .Select(static part => $"{part.Part} {GiB(part.Bytes)}"));

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
            string? more = EnoughDevices(recipe, Math.Ceiling(budget.Devices * hours / budget.Hours)) is { } devices ? $"Devices {devices}" : null;
            yield return new(Descriptors.TakesTooLong, Budget(nameof(budget.Hours)),
                recipe.Name, Text(hours), Emission.Literals.Scaled(cost.TrainingFlops), budget.Devices, Text(budget.PeakTflops * budget.Utilization),
                SizeRules.Value(budget.Hours), more is null ? enough : Suggest.Or(enough, more));
        }
    }

    // The least number from a bound on that divides every batch.
    private static int? EnoughDevices(RecipeSpec recipe, double least)
    {
        int smallest = recipe.Stages.Min(static stage => stage.BatchSize);
        for (double devices = least; devices <= smallest; devices++)
        {
            if (recipe.Stages.All(stage => stage.BatchSize % (int)devices == 0))
            {
                return (int)devices;
            }
        }

        return null;
    }

    private static Place Budget(string argument) => new(Part.Budget, 0, argument);

    private static bool IsCount(double value) => value >= 0 && !double.IsInfinity(value);

    private static string GiB(double bytes) => Text(bytes / (1L << 30));

    // Three digits are enough to compare by, and none is lost before the point.
    private static string Text(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static IEnumerable<Finding> Number(string name, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.BudgetNumber, Budget(name), name, SizeRules.Value(value), range)];
}
