using OpenVision.Data;
using OpenVision.Training;

namespace OpenVision.Cli;

/// <summary>A recipe that can be run, of either kind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stages">Its stages' names.</param>
/// <param name="Run">Runs it.</param>
internal sealed record RunnableRecipe(string Name, IReadOnlyList<string> Stages, Func<TrainOptions, ITrainObserver, CancellationToken, RunSummary> Run)
{
    /// <summary>The data set that it makes for itself; none where it makes none.</summary>
    public DatasetRequest? Data { get; init; }

    /// <summary>Makes that.</summary>
    public Action<DatasetRequest, IProgress<double>, CancellationToken>? Make { get; init; }

    /// <summary>
    /// Finds the recipe whose run a multimodal one takes its image encoder from, where that has not been made yet; else none. It looks at
    /// the folder of runs, which only who runs the recipe needs.
    /// </summary>
    public Func<RunnableRecipe?> First { get; init; } = static () => null;

    /// <summary>The recipes of a program.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static IReadOnlyList<RunnableRecipe> All(Catalogue catalogue) =>
        [.. catalogue.Recipes.Select(Of), .. catalogue.Mllms.Select(entry => Of(catalogue, entry))];

    /// <summary>The recipe of a name.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed; null means the program's own.</param>
    /// <exception cref="UsageException">There is no such recipe, or the name is missing where there are several.</exception>
    public static RunnableRecipe Find(Catalogue catalogue, string? name)
    {
        IReadOnlyList<RunnableRecipe> all = All(catalogue);
        return name is null
            ? Own(catalogue) ?? throw new UsageException("A recipe's name is missing.", hint: NearestName.Hint("", "recipes", [.. all.Select(static recipe => recipe.Name)]))
            : CatalogueNames.Recipe(all, static recipe => recipe.Name, name);
    }

    /// <summary>What a program is for: its only multimodal recipe beside at most the one that trains its image encoder, or its only recipe.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static RunnableRecipe? Own(Catalogue catalogue) => (catalogue.Mllms.Count, catalogue.Recipes.Count) switch
    {
        (1, <= 1) => Of(catalogue, catalogue.Mllms[0]),
        (0, 1) => Of(catalogue.Recipes[0]),
        _ => null,
    };

    private static RunnableRecipe Of(RecipeEntry entry) => new(
        entry.Spec.Name,
        [.. entry.Spec.Stages.Select(static stage => stage.Name)],
        (options, observer, cancellation) => TrainRun.Execute(entry, options, observer, cancellation))
    {
        Data = Request(entry.Spec.Prepare, entry.Spec.Seed),
        Make = entry.Make,
    };

    private static RunnableRecipe Of(Catalogue catalogue, MllmRecipeEntry entry) => new(
        entry.Spec.Name,
        [.. entry.Spec.Stages.Select(static stage => stage.Name)],
        (options, observer, cancellation) => TrainRun.Execute(entry, options, observer, cancellation))
    {
        Data = Request(entry.Spec.Prepare, entry.Spec.Seed),
        Make = entry.Make,
        First = () => catalogue.Recipes
            .Where(recipe => RunFolders.Of(recipe.Spec.Name).Replace('\\', '/') == entry.Spec.VisionWeights.TrimEnd('/') && !RunFolders.IsComplete(entry.Spec.VisionWeights))
            .Select(Of)
            .FirstOrDefault(),
    };

    private static DatasetRequest? Request(PrepareSpec? prepare, int seed) => prepare is null ? null : new(prepare.Folder, prepare.Samples, seed);
}
