using System.CommandLine;
using OpenVision.Training;

namespace OpenVision.Cli.Verbs;

/// <summary>What a program with one recipe does without a verb: all of it.</summary>
internal static class DefaultJob
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it needs.</param>
    /// <param name="result">What was parsed.</param>
    public static int Run(VerbContext context, ParseResult result)
    {
        RecipeEntry recipe = context.Catalogue.Recipes.Single();
        string folder = RunFolders.Of(recipe.Spec);
        return TrainVerb.Run(context, result, recipe, new TrainOptions { Out = folder, Resume = Directory.Exists(folder) });
    }
}
