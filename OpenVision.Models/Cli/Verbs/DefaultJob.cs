using System.CommandLine;
using OpenVision.Training;

namespace OpenVision.Cli.Verbs;

/// <summary>
/// What a program that is for one recipe does without a verb: all of it. An interrupted run goes on; after a complete one a new
/// one starts in a folder of its own.
/// </summary>
internal static class DefaultJob
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it needs.</param>
    /// <param name="result">What was parsed.</param>
    public static int Run(VerbContext context, ParseResult result)
    {
        RunnableRecipe recipe = RunnableRecipe.Find(context.Catalogue, name: null);
        string first = RunFolders.Of(recipe.Name);
        (string folder, bool resume) = RunFolders.Next(first);
        if (folder != first)
        {
            context.Terminal.Error.WriteLine($"'{first}' holds a complete run; this one goes to '{folder}'.");
        }

        return TrainVerb.Run(context, result, recipe, new TrainOptions { Out = folder, Resume = resume });
    }
}
