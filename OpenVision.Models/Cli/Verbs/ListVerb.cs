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
        screen.WriteAll(
            Recipes([.. document.Recipes.Where(static recipe => recipe.Language is null)]),
            MultimodalRecipes([.. document.Recipes.Where(static recipe => recipe.Language is not null)]));

        Catalogue catalogue = context.Catalogue;
        screen.WriteAll(
        [
            .. ResultTables.Published(catalogue.Published()),
            ResultTables.Measured(
                catalogue.Recipes.Select(static entry => entry.Spec.Name).Concat(catalogue.Mllms.Select(static entry => entry.Spec.Name))
                    .Select(static name => (name, MeasuredResults.Of(name)))),
        ]);

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

    private static Table? Recipes(IReadOnlyList<ListedRecipe> recipes)
    {
        if (recipes.Count == 0)
        {
            return null;
        }

        Table table = Tables.New("recipe", "stages").Figures("samples", "vision", "text", "decoder", "parameters", "FLOPs a sample");
        foreach (ListedRecipe recipe in recipes)
        {
            RecipeParameters parameters = recipe.Parameters;
            table.Add(
                recipe.Name, string.Join(", ", recipe.Stages), Samples(recipe), Figures.Exact(parameters.Vision),
                Figures.Exact(parameters.Text), recipe.Decoder is null ? "" : Figures.Exact(parameters.Decoder), Figures.Exact(parameters.Total),
                Figures.Short(recipe.Flops));
        }

        return table;
    }

    private static Table? MultimodalRecipes(IReadOnlyList<ListedRecipe> recipes)
    {
        if (recipes.Count == 0)
        {
            return null;
        }

        Table table = Tables.New("multimodal recipe", "stages").Figures("samples", "vision", "connector", "language", "parameters", "FLOPs a sample");
        foreach (ListedRecipe recipe in recipes)
        {
            RecipeParameters parameters = recipe.Parameters;
            table.Add(
                recipe.Name, string.Join(", ", recipe.Stages), Samples(recipe), Figures.Exact(parameters.Vision), Figures.Exact(parameters.Connector),
                Figures.Exact(parameters.Language), Figures.Exact(parameters.Total), Figures.Short(recipe.Flops));
        }

        return table;
    }

    private static string Samples(ListedRecipe recipe) => recipe.Samples is { } samples ? Figures.Exact(samples) : "";
}
