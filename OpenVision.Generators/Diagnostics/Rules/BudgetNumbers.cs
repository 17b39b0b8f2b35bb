using System.Globalization;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>What the budgets of all recipes have in common.</summary>
internal static class BudgetNumbers
{
    /// <summary>Checks a budget's numbers by themselves.</summary>
    public static IEnumerable<Finding> Check(BudgetSpec budget) =>
    [
        .. Number(nameof(budget.MemoryGiB), budget.MemoryGiB, IsCount(budget.MemoryGiB), "at least 0"),
        .. Number(nameof(budget.Devices), budget.Devices, budget.Devices >= 1, "at least 1"),
        .. Number(nameof(budget.Hours), budget.Hours, IsCount(budget.Hours), "at least 0"),
        .. Number(nameof(budget.PeakTflops), budget.PeakTflops,
            IsCount(budget.PeakTflops) && (budget.PeakTflops > 0 || !(budget.Hours > 0)),
            budget.Hours > 0 ? "more than 0, for Hours to be compared with" : "at least 0"),
        .. Number(nameof(budget.Utilization), budget.Utilization, budget.Utilization is > 0 and <= 1, "more than 0 and at most 1"),
    ];

    /// <summary>Checks that the devices divide a stage's batch.</summary>
    public static IEnumerable<Finding> Divides(BudgetSpec budget, int batchSize, string stage, Place place)
    {
        if (batchSize % budget.Devices != 0)
        {
            yield return new(Descriptors.DevicesDoNotDivide, place, budget.Devices, batchSize, stage, Suggest.Or(Suggest.Multiples(budget.Devices, batchSize)));
        }
    }

    /// <summary>The least number of devices from a bound on that divides every batch; none where only more than the smallest batch would.</summary>
    public static int? EnoughDevices(IReadOnlyList<int> batches, double least)
    {
        int smallest = batches.Min();
        for (double devices = least; devices <= smallest; devices++)
        {
            if (batches.All(batch => batch % (int)devices == 0))
            {
                return (int)devices;
            }
        }

        return null;
    }

    /// <summary>An argument of the budget.</summary>
    public static Place Place(string argument) => new(Part.Budget, 0, argument);

    /// <summary>What memory is needed for.</summary>
    public static string PartsOf(MemoryCost memory) => string.Join(", ", MemoryCost.Names
        .Select(part => (part.Part, Bytes: part.Bytes(memory)))
        .Where(static part => part.Bytes > 0)
        .Select(static part => $"{part.Part} {GiB(part.Bytes)}"));

    /// <summary>A number of bytes in GiB.</summary>
    public static string GiB(double bytes) => Text(bytes / (1L << 30));

    /// <summary>A number with three digits, which are enough to compare by, none lost before the point.</summary>
    public static string Text(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static bool IsCount(double value) => value >= 0 && !double.IsInfinity(value);

    private static IEnumerable<Finding> Number(string name, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.BudgetNumber, Place(name), name, SizeRules.Value(value), range)];
}
