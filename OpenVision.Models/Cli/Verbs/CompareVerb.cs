using System.CommandLine;
using OpenVision.Reporting;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary><c>compare</c>: what several recipes' runs measured, side by side and drawn, such as those of a sweep.</summary>
internal static class CompareVerb
{
    private const string Default = $"{RunFolders.Root}/compare.png";
    private const int Width = 1000, Height = 640;

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string[]> names = new("NAME") { Description = "Recipes that have been trained, two or more.", Arity = new(2, 100) };
        Option<string> picture = new("--out") { Description = $"The picture. Default {Default}.", HelpName = "F", DefaultValueFactory = static _ => Default };
        Command command = new("compare", "Show what the newest runs of several recipes measured side by side, and draw it over the number of tokens of a picture.") { names, picture };
        command.SetAction(result => Run(context, result, result.GetRequiredValue(names), result.GetRequiredValue(picture)));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, IReadOnlyList<string> names, string picture)
    {
        ListedRecipe[] recipes = Measured(context.Catalogue, names);
        LineChart.Save(picture, Comparison.Charts(recipes), Width, Height);
        if (context.WantsJson(result))
        {
            context.Print(new ComparedDocument(recipes, picture), CliJson.Default.ComparedDocument);
            return OpenVisionApp.Done;
        }

        context.Screen(result).Write(Table(recipes));
        context.Terminal.Output.WriteLine($"picture   {Sentence.Plain(picture)}");
        return OpenVisionApp.Done;
    }

    private static ListedRecipe[] Measured(Catalogue catalogue, IReadOnlyList<string> names)
    {
        IReadOnlyList<ListedRecipe> all = Listing.Of(catalogue).Recipes;
        ListedRecipe[] chosen = [.. names.Select(name => CatalogueNames.Recipe(all, static recipe => recipe.Name, name))];
        return chosen.FirstOrDefault(static recipe => recipe.Measured is null) is { } missing
            ? throw new OpenVisionException($"{missing.Name} has not been measured: no run of it in '{RunFolders.Root}' has an evaluation. Run 'train {missing.Name}' first.")
            : chosen;
    }

    private static Table Table(IReadOnlyList<ListedRecipe> recipes)
    {
        IReadOnlyList<string> metrics = Comparison.Metrics(recipes);
        Table table = Tables.New("measured of", "run").Figures("tokens", "parameters", "FLOPs a sample").Figures(metrics);
        foreach (ListedRecipe recipe in recipes)
        {
            table.Add(
            [
                recipe.Name, recipe.Measured!.Folder, Figures.Exact(recipe.Tokens), Figures.Exact(recipe.Parameters.Total), Figures.Short(recipe.Flops),
                .. metrics.Select(metric => Comparison.Value(recipe, metric) is { } value ? Figures.Percent(value) : ""),
            ]);
        }

        return table;
    }
}
