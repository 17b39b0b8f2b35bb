using System.CommandLine;
using OpenVision.Clip;
using OpenVision.Data;
using OpenVision.Evaluation;

namespace OpenVision.Cli.Verbs;

/// <summary>What every verb that runs a trained graph takes.</summary>
internal sealed class InferenceOptions
{
    private const int BatchSize = 64;

    private readonly string verb;
    private readonly Argument<string> recipe = new("MODEL") { Description = "A recipe, or a model of two towers." };
    private readonly Option<string> weights = Parsed.Path("--weights", "A run folder, or published weights: a safetensors file or its folder.");
    private readonly Option<string> vocabulary = Parsed.Path("--vocab", "The vocabulary: WordPiece, CLIP's merges or SentencePiece.");
    private readonly Option<string> input;

    /// <summary>The options of a verb.</summary>
    /// <param name="verb">The verb's name.</param>
    /// <param name="input">What its <c>--input</c> names.</param>
    /// <param name="multimodal">Whether the verb takes multimodal models too, whose recipe says where weights and words are.</param>
    public InferenceOptions(string verb, string input, bool multimodal = false)
    {
        this.verb = verb;
        if (multimodal)
        {
            (weights.Required, vocabulary.Required) = (false, false);
            weights.Description += $" Default for a multimodal recipe: {RunFolders.Root}/RECIPE.";
            vocabulary.Description += " Not for a multimodal recipe.";
            recipe.Description = "A recipe, a model of two towers, or a multimodal recipe.";
        }

        this.input = new("--input") { Description = input, HelpName = "PATH", Required = true };
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public Command AddTo(Command command)
    {
        command.Add(recipe);
        command.Add(weights);
        command.Add(vocabulary);
        command.Add(input);
        return command;
    }

    /// <summary>What <c>--input</c> names.</summary>
    /// <param name="result">What was parsed.</param>
    public string Input(ParseResult result) => result.GetRequiredValue(input);

    /// <summary>The name as typed.</summary>
    /// <param name="result">What was parsed.</param>
    public string Model(ParseResult result) => result.GetRequiredValue(recipe);

    /// <summary>What <c>--weights</c> names; null where it is left out.</summary>
    /// <param name="result">What was parsed.</param>
    public string? Weights(ParseResult result) => result.GetValue(weights);

    /// <summary>Loads the graph and runs something on it.</summary>
    /// <typeparam name="T">What that gives.</typeparam>
    /// <param name="context">What the verb needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="run">What to run, given the graph, what encodes with it, the samples and where skips are recorded.</param>
    public T Run<T>(VerbContext context, ParseResult result, Func<ClipModel, Inference, HeldOut, SkipLedger, T> run)
    {
        WholeModel entry = context.Catalogue.Whole(result.GetRequiredValue(recipe), verb);
        string path = Input(result);
        Func<SkipLedger, IEnumerable<Sample>> samples = PictureInput.Open(path);
        using ClipModel graph = TrainedModel.Load(entry, Required(result, weights));
        Inference inference = new(graph, Required(result, vocabulary), BatchSize);
        SkipLedger ledger = new();
        T outcome = run(graph, inference, new HeldOut(path, samples, 0, graph.Preprocess with { Resolution = entry.Resolution }, BatchSize), ledger);
        DataReports.WriteSkips(context.Terminal.Error, ledger.Counts, ledger.Named);
        return outcome;
    }

    private string Required(ParseResult result, Option<string> option) =>
        result.GetValue(option) ?? throw new UsageException($"{verb} needs {option.Name} for a model of two towers.", hint: $"'{verb} --help' explains it.");
}
