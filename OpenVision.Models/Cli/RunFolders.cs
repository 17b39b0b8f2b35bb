namespace OpenVision.Cli;

/// <summary>Where runs land.</summary>
internal static class RunFolders
{
    /// <summary>The folder of all runs.</summary>
    public const string Root = "runs";

    /// <summary>A recipe's own.</summary>
    /// <param name="recipe">The recipe.</param>
    public static string Of(RecipeSpec recipe) => Path.Combine(Root, recipe.Name);
}
