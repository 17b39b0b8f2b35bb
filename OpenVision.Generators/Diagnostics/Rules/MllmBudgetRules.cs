namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on what a multimodal recipe costs, against what its run has.</summary>
internal static class MllmBudgetRules
{
    /// <summary>Checks a recipe against its budget.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="sound">Whether it breaks no other rule: only then has it a cost.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, bool sound) => [];
}
