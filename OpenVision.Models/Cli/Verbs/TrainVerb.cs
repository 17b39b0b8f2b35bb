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
        RunnableRecipe? own = RunnableRecipe.Own(context.Catalogue);
        Argument<string?> recipe = new("RECIPE")
        {
            Description = own is null ? "The recipe." : $"The recipe. Default {own.Name}.",
            Arity = own is null ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
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
            RunnableRecipe entry = RunnableRecipe.Find(context.Catalogue, result.GetValue(recipe));
            TrainOptions defaults = new() { Out = RunFolders.Of(entry.Name) };
            return Run(context, result, entry, defaults with
            {
                Stage = Stage(entry, result.GetValue(stage)),
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
    public static int Run(VerbContext context, ParseResult result, RunnableRecipe recipe, TrainOptions options)
    {
        Spectre.Console.IAnsiConsole screen = context.Screen(result);
        using Interrupts interrupts = new(context.Terminal.Error.WriteLine);
        if (recipe.First() is { } first && !TryRunFirst(context, screen, first, options, interrupts.Token))
        {
            return OpenVisionApp.Interrupted;
        }

        RunSummary summary = TrainDisplay.Show(screen, observer => recipe.Run(options, observer, interrupts.Token));
        if (context.WantsJson(result))
        {
            context.Print(Document(recipe.Name, summary), CliJson.Default.TrainDocument);
        }
        else
        {
            SummaryView.Show(screen, summary);
        }

        return summary.Interrupted ? OpenVisionApp.Interrupted : OpenVisionApp.Done;
    }

    // The image encoder's own run, in its folder: what is there already goes on.
    private static bool TryRunFirst(VerbContext context, Spectre.Console.IAnsiConsole screen, RunnableRecipe recipe, TrainOptions options, CancellationToken cancellation)
    {
        string folder = RunFolders.Of(recipe.Name);
        context.Terminal.Error.WriteLine($"'{folder}' holds no complete run of {recipe.Name}, whose image encoder is read: it runs first.");
        TrainOptions own = new() { Out = folder, Resume = Directory.Exists(folder), Device = options.Device };
        RunSummary summary = TrainDisplay.Show(screen, observer => recipe.Run(own, observer, cancellation));
        return !summary.Interrupted;
    }

    private static string? Stage(RunnableRecipe recipe, string? name)
    {
        if (name is null)
        {
            return null;
        }

        string[] names = [.. recipe.Stages];
        return CatalogueNames.Find(names, known => known, name)
            ?? throw new UsageException($"{recipe.Name} has no stage '{name}'.", name, NearestName.Hint(name, "stages", names));
    }

    private static TrainDocument Document(string recipe, RunSummary summary) => new(
        recipe, summary.Folder, summary.Weights, summary.Steps, summary.Elapsed.TotalSeconds, summary.Interrupted, summary.Skipped,
        [.. summary.Evaluations.Select(EvalDocument.Of)], summary.Pictures);
}
