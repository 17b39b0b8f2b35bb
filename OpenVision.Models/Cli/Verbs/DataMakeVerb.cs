using System.CommandLine;
using OpenVision.Data;

namespace OpenVision.Cli.Verbs;

/// <summary><c>data make</c>: makes the data set that a recipe prepares for itself, and no more.</summary>
internal static class DataMakeVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> name = new("RECIPE") { Description = "The recipe." };
        Command command = new("make", "Make the data set that a recipe prepares for itself.") { name };
        command.SetAction(result =>
        {
            RunnableRecipe recipe = RunnableRecipe.Find(context.Catalogue, result.GetRequiredValue(name));
            return recipe is { Data: { } data, Make: { } make }
                ? Run(context, result, data, make)
                : throw new OpenVisionException($"'{recipe.Name}' makes no data set: it has no [Prepare<T>]. Its shards are expected to be there.");
        });
        return command;
    }

    /// <summary>Makes a data set and shows where it is.</summary>
    /// <param name="context">What the verb needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="request">What to make and where.</param>
    /// <param name="make">Makes it.</param>
    public static int Run(
        VerbContext context, ParseResult result, DatasetRequest request, Action<DatasetRequest, IProgress<double>, CancellationToken> make)
    {
        string folder = context.Work("making data", (progress, token) =>
        {
            make(request, progress, token);
            return request.Folder;
        });
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        if (context.WantsJson(result))
        {
            context.Print(new MadeDocument(folder, files), CliJson.Default.MadeDocument);
        }
        else
        {
            context.Terminal.Output.WriteLine($"{Figures.Exact(files.Length)} files in {folder}");
        }

        return OpenVisionApp.Done;
    }
}
