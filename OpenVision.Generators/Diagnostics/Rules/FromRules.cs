namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on what a recipe takes over from another class.</summary>
internal static class FromRules
{
    private static readonly Place Source = new(Part.From, 0, "TRecipe");

    /// <summary>Checks a class that is taken over from.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="name">The class.</param>
    /// <param name="circle">Whether it takes over, by itself or through others, from a class before it.</param>
    /// <param name="missing">What it would have to say; none where it says anything of it.</param>
    public static IEnumerable<Finding> Check(string recipe, string name, bool circle, string? missing)
    {
        if (circle)
        {
            yield return new(Descriptors.TakesOverFromItself, Source, recipe, name);
        }
        else if (missing is not null)
        {
            yield return new(Descriptors.NothingToTakeOver, Source, name, missing);
        }
    }

    /// <summary>Checks the stages that are left out.</summary>
    /// <param name="without">Their names.</param>
    /// <param name="stages">The names of the stages there are.</param>
    public static IEnumerable<Finding> Without(IReadOnlyList<string> without, IReadOnlyList<string> stages) => without
        .Where(name => !stages.Contains(name))
        .Select(name => new Finding(Descriptors.NoSuchStage, new(Part.From, 0, nameof(FromAttribute<object>.Without)), name,
            stages.Count == 0 ? "there is none" : $"name {Suggest.Or([.. stages])}"));
}
