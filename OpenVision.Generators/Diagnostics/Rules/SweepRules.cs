namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on sweeps.</summary>
internal static class SweepRules
{
    /// <summary>The most recipes that a sweep expands to.</summary>
    public const int Most = 256;

    /// <summary>Checks what a sweep varies.</summary>
    /// <param name="sweep">The sweep's class.</param>
    /// <param name="axes">The values of each argument.</param>
    public static IEnumerable<Finding> Check(string sweep, IReadOnlyList<(string Argument, IReadOnlyList<object> Values)> axes)
    {
        if (axes.All(static axis => axis.Values.Count == 0))
        {
            yield return new(Descriptors.SweepVariesNothing, Place.Declaring(), sweep, $"varies nothing; set {Suggest.Or([.. axes.Select(static axis => axis.Argument)])}");
        }

        foreach ((string argument, IReadOnlyList<object> values) in axes)
        {
            if (values.GroupBy(static value => value).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            {
                yield return new(Descriptors.SweepVariesNothing, Place.Declaring(argument), argument, $"names {twice.Key} twice; name each value once");
            }
        }

        long members = axes.Aggregate(1L, static (product, axis) => Math.Min(int.MaxValue, product * Math.Max(1, axis.Values.Count)));
        if (members > Most)
        {
            yield return new(Descriptors.SweepVariesNothing, Place.Declaring(), sweep, $"has {members} members, but may have {Most}; name fewer values");
        }
    }

    /// <summary>Checks that a sweep varies a recipe.</summary>
    /// <param name="name">The class that it varies.</param>
    /// <param name="isRecipe">Whether it is a recipe.</param>
    public static IEnumerable<Finding> Recipe(string name, bool isRecipe) =>
        isRecipe ? [] : [new(Descriptors.SweepOfNoRecipe, Place.Declaring("TRecipe"), name)];

    /// <summary>What is wrong with a member, told at the argument that brought it.</summary>
    /// <param name="member">The member.</param>
    /// <param name="findings">The rules that it breaks.</param>
    /// <param name="axes">The arguments that vary something.</param>
    public static IEnumerable<Finding> Member(string member, IEnumerable<Finding> findings, IReadOnlyList<string> axes) => findings
        .Where(static finding => finding.Blocks)
        .Take(1)
        .Select(finding => new Finding(
            Descriptors.SweepMember, Place.Declaring([.. finding.Place.Arguments.SelectMany(Axes).Concat(axes).Where(axes.Contains).Distinct()]), member, $"{finding}"));

    private static IEnumerable<string> Axes(string argument) => argument switch
    {
        nameof(VisionSpec.Patch) => [nameof(SweepAttribute<object>.Patches)],
        nameof(VisionSpec.Resolution) => [nameof(SweepAttribute<object>.Resolutions)],
        _ => [nameof(SweepAttribute<object>.Variants)],
    };
}
