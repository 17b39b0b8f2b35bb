using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the class of a sweep; its members are written like what their user declares.</summary>
internal static class SweepWriter
{
    /// <summary>The other half of the class.</summary>
    public static string Write(DeclaredSweep sweep) => FileWriter.Write(
        sweep.Type,
        [],
        [$"[Sweep] {sweep.Type.Name} has {sweep.Recipes.Count} recipes: {string.Join(", ", sweep.Recipes.Select(static recipe => recipe.Type.Name))}."],
        "A family of recipes that differ in what is varied.",
        null,
        [
            writer => writer
                .Line("/// <summary>The recipes, in the order of what is varied.</summary>")
                .Line($"public static global::System.Collections.Generic.IReadOnlyList<global::OpenVision.RecipeSpec> Recipes =>")
                .Indented(body => body.Line($"[{string.Join(", ", sweep.Recipes.Select(static recipe => $"{recipe.Type.Name}.Definition"))}];")),
        ]);
}
