using System.CommandLine;
using OpenVision.Cli.Progress;
using OpenVision.Training;

namespace OpenVision.Cli.Verbs;

/// <summary><c>train</c>: runs a recipe.</summary>
internal static class TrainVerb
{
    private static readonly Dictionary<string, Precision> precisions = new() { ["f32"] = Precision.Float32, ["bf16"] = Precision.BFloat16 };

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        bool single = context.Catalogue.Recipes.Count == 1;
        Argument<string?> recipe = new("RECIPE")
        {
            Description = single ? $"The recipe. Default {context.Catalogue.Recipes[0].Spec.Name}." : "The recipe.",
            Arity = single ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        Option<string?> stage = new("--stage") { Description = "Run only this stage. Default: all that are left.", HelpName = "S" };
        Option<string[]> data = new("--data") { Description = "Shards in place of the recipe's.", HelpName = "GLOB", AllowMultipleArgumentsPerToken = true };
        Option<string?> output = new("--out") { Description = $"The run folder. Default {RunFolders.Root}/RECIPE.", HelpName = "DIR" };
        Option<bool> resume = new("--resume") { Description = "Go on from the run folder's newest checkpoint." };
        Option<long?> maxSteps = Parsed.Number("--max-steps", "Stop after this many steps of the whole run.", 1L);
        Option<int?> batchSize = Parsed.Number("--batch-size", "Samples of a step in place of the stages'; a BaseLearningRate scales with it.", 1);
        Option<string> device = Parsed.Device();
        Option<Precision?> precision = Parsed.Word("--precision", "The number format in place of the recipe's.", precisions);
        Option<int?> seed = Parsed.Number("--seed", "The seed in place of the recipe's.", int.MinValue);
        Option<int?> keepLast = Parsed.Number("--keep-last", "How many checkpoints to keep. Default 3.", 1);
        Command command = new("train", "Train a recipe.") { recipe, stage, data, output, resume, maxSteps, batchSize, device, precision, seed, keepLast };
        command.SetAction(result =>
        {
            RecipeEntry entry = context.Catalogue.Recipe(result.GetValue(recipe));
            TrainOptions defaults = new() { Out = RunFolders.Of(entry.Spec) };
            return Run(context, result, entry, defaults with
            {
                Stage = Stage(entry.Spec, result.GetValue(stage)),
                Data = result.GetValue(data) ?? [],
                Out = result.GetValue(output) ?? defaults.Out,
                Resume = result.GetValue(resume),
                MaxSteps = result.GetValue(maxSteps),
                BatchSize = result.GetValue(batchSize),
                Device = result.GetRequiredValue(device),
                Precision = result.GetValue(precision),
                Seed = result.GetValue(seed),
                KeepLast = result.GetValue(keepLast) ?? defaults.KeepLast,
            });
        });
        return command;
    }

    /// <summary>Trains a recipe and shows what came of it.</summary>
    /// <param name="context">What the verb needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How to run it.</param>
    public static int Run(VerbContext context, ParseResult result, RecipeEntry recipe, TrainOptions options)
    {
        Spectre.Console.IAnsiConsole screen = context.Screen(result);
        using Interrupts interrupts = new(context.Terminal.Error.WriteLine);
        RunSummary summary = TrainDisplay.Show(screen, observer => TrainRun.Execute(recipe, options, observer, interrupts.Token));
        if (context.WantsJson(result))
        {
            context.Print(Document(recipe.Spec, summary), CliJson.Default.TrainDocument);
        }
        else
        {
            SummaryView.Show(screen, summary);
        }

        return summary.Interrupted ? OpenVisionApp.Interrupted : OpenVisionApp.Done;
    }

    private static string? Stage(RecipeSpec recipe, string? name)
    {
        if (name is null)
        {
            return null;
        }

        string[] names = [.. recipe.Stages.Select(stage => stage.Name)];
        return CatalogueNames.Find(names, known => known, name)
            ?? throw new UsageException($"{recipe.Name} has no stage '{name}'.", name, NearestName.Hint(name, "stages", names));
    }

    private static TrainDocument Document(RecipeSpec recipe, RunSummary summary) => new(
        recipe.Name, summary.Folder, summary.Weights, summary.Steps, summary.Elapsed.TotalSeconds, summary.Interrupted, summary.Skipped,
        [.. summary.Evaluations.Select(EvalDocument.Of)], summary.Pictures);
}
