using OpenVision.Cli;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>What a replay is made with.</summary>
/// <param name="Pipelines">The steps of the data pipelines that the recipe names; none where it names none.</param>
/// <param name="Data">The data that were found.</param>
/// <param name="Begin">Makes what is trained, given a folder for what it writes.</param>
internal sealed record ReplaySetup(string? Pipelines, IReadOnlyList<FoundData> Data, Func<string, Trainee> Begin);

/// <summary>A recipe, of either kind, whose run can be replayed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Generator">The generator's version.</param>
/// <param name="Text">Its text with a run's choices.</param>
/// <param name="Prepare">Makes the data set that it makes for itself, where it is not there, and keeps it from being replaced until disposed of.</param>
/// <param name="Setup">Decides what a run is, told what the command line changes.</param>
internal sealed record ReplayedRecipe(
    string Name, string Generator, Func<RunChoices, SpecText> Text, Func<RunChoices, CancellationToken, IDisposable?> Prepare, Func<TrainOptions, ReplaySetup> Setup)
{
    /// <summary>The recipes of a program.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static IReadOnlyList<ReplayedRecipe> All(Catalogue catalogue) => [.. catalogue.Recipes.Select(Of), .. catalogue.Mllms.Select(Of)];

    private static ReplayedRecipe Of(RecipeEntry recipe) => new(
        recipe.Spec.Name,
        recipe.Generator,
        choices => SpecText.Of(choices.Apply(recipe.Spec)),
        (choices, cancellation) => TrainRun.Prepare(recipe, choices, new Progress<double>(), cancellation),
        options =>
        {
            // What is evaluated changes no update.
            RunSetup setup = RunSetup.Of(recipe with { Spec = recipe.Spec with { Evals = default } }, options, null);
            return new(setup.Pipelines.Steps, setup.Data, _ => new PairTrainee(setup, recipe.Create(setup.Settings)));
        });

    private static ReplayedRecipe Of(MllmRecipeEntry recipe) => new(
        recipe.Spec.Name,
        recipe.Generator,
        choices => SpecText.Of(choices.Apply(recipe.Spec)),
        (_, cancellation) => TrainRun.Prepare(recipe, new Progress<double>(), cancellation),
        options =>
        {
            MllmSetup setup = MllmSetup.Of(recipe with { Spec = recipe.Spec with { Evals = default } }, options, null);
            return new(null, setup.Data, folder => new MllmTrainee(setup, folder, static _ => { }));
        });
}
