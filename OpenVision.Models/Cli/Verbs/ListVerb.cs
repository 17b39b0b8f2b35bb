using System.CommandLine;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary><c>list</c>: every model and recipe of the program.</summary>
internal static class ListVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Command command = new("list", "List every model and recipe.");
        command.SetAction(result => Run(context, result));
        return command;
    }

    /// <summary>Runs it.</summary>
    /// <param name="context">What it needs.</param>
    /// <param name="result">What was parsed.</param>
    public static int Run(VerbContext context, ParseResult result)
    {
        ListDocument document = Listing.Of(context.Catalogue);
        if (context.WantsJson(result))
        {
            context.Print(document, CliJson.Default.ListDocument);
            return OpenVisionApp.Done;
        }

        IAnsiConsole screen = context.Screen(result);
        if (document.Models.Count == 0 && document.Recipes.Count == 0)
        {
            screen.WriteLine("This program declares no models and no recipes.");
            return OpenVisionApp.Done;
        }

        screen.Write(Models(document.Models));
        if (document.Recipes.Count > 0)
        {
            screen.Write(Recipes(document.Recipes));
        }

        Catalogue catalogue = context.Catalogue;
        screen.WriteAll(
            ResultTables.Published(catalogue.Published()),
            ResultTables.Measured(catalogue.Recipes.Select(static entry => (entry.Spec.Name, MeasuredResults.Of(entry.Spec)))));

        return OpenVisionApp.Done;
    }

    private static Table Models(IReadOnlyList<ListedModel> models)
    {
        Table table = Tables.New("model", "kind").Figures("width", "depth", "patch", "resolution", "tokens", "parameters", "FLOPs");
        foreach (ListedModel model in models)
        {
            table.Add(
                model.Name, model.Kind, $"{model.Width}", $"{model.Depth}", $"{model.Patch}", $"{model.Resolution}", $"{model.Tokens}",
                model.Parameters is { } parameters ? Figures.Exact(parameters) : "", model.Flops is { } flops ? Figures.Short(flops) : "");
        }

        return table;
    }

    private static Table Recipes(IReadOnlyList<ListedRecipe> recipes)
    {
        Table table = Tables.New("recipe", "stages").Figures("samples", "vision", "text", "decoder", "parameters", "FLOPs a sample");
        foreach (ListedRecipe recipe in recipes)
        {
            RecipeParameters parameters = recipe.Parameters;
            table.Add(
                recipe.Name, string.Join(", ", recipe.Stages), Figures.Exact(recipe.Samples), Figures.Exact(parameters.Vision),
                Figures.Exact(parameters.Text), recipe.Decoder is null ? "" : Figures.Exact(parameters.Decoder), Figures.Exact(parameters.Total),
                Figures.Short(recipe.Flops));
        }

        return table;
    }
}
