using System.CommandLine;
using OpenVision.Reporting;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary><c>compare</c>: what several recipes' runs measured, side by side and drawn, such as those of a sweep.</summary>
internal static class CompareVerb
{
    private const string Default = $"{RunFolders.Root}/compare.png";
    private const int Width = 1000, Height = 640;

    // What a column takes beside its text: a line and a space on both sides.
    private const int Frame = 3;

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

        IAnsiConsole screen = context.Screen(result);
        screen.WriteAll(Compared(recipes, screen.Profile.Width));
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

    // A recipe is a column: there are more things measured than a screen has room for side by side. As many stand beside each other as fit, the others below.
    private static IEnumerable<Table> Compared(IReadOnlyList<ListedRecipe> recipes, int width)
    {
        IReadOnlyList<string> metrics = Comparison.Metrics(recipes);
        string[] titles = ["run", "tokens", "parameters", "FLOPs a sample", .. metrics];
        (string Name, string[] Cells)[] columns = [.. recipes.Select(recipe => (recipe.Name, Cells(recipe, metrics)))];
        int first = Frame + titles.Max(static title => title.Length), each = Frame + columns.Max(static column => column.Cells.Append(column.Name).Max(static cell => cell.Length));
        foreach ((string Name, string[] Cells)[] beside in columns.Chunk(Math.Max(1, (width - first - 1) / each)))
        {
            Table table = Tables.New("measured").Figures(beside.Select(static column => column.Name));
            for (int row = 0; row < titles.Length; row++)
            {
                table.Add([titles[row], .. beside.Select(column => column.Cells[row])]);
            }

            yield return table;
        }
    }

    private static string[] Cells(ListedRecipe recipe, IReadOnlyList<string> metrics) =>
    [
        recipe.Measured!.Folder, Figures.Exact(recipe.Tokens), Figures.Exact(recipe.Parameters.Total), Figures.Short(recipe.Flops),
        .. metrics.Select(metric => Comparison.Value(recipe, metric) is { } value ? Figures.Percent(value) : ""),
    ];
}
