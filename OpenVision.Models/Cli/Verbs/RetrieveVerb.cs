using System.CommandLine;
using OpenVision.Evaluation;

namespace OpenVision.Cli.Verbs;

/// <summary><c>retrieve</c>: recall between pictures and their captions.</summary>
internal static class RetrieveVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        InferenceOptions options = new("retrieve", "Shards.");
        EvalSpec defaults = new() { Benchmark = Benchmark.Retrieval, Shards = "" };
        Option<string> caption = DataOptions.Text("--caption", "The extension of the caption's member.", defaults.Caption);
        Command command = options.AddTo(new("retrieve", "Measure image-to-text and text-to-image recall at 1, 5 and 10 over a shard.") { caption });
        command.SetAction(result =>
        {
            EvalSpec spec = defaults with { Shards = options.Input(result), Caption = result.GetRequiredValue(caption) };
            EvalResult measured = options.Run(context, result, (_, inference, heldOut, ledger) => RetrievalEvaluation.Run(inference, spec, heldOut, ledger));
            return Show(context, result, measured);
        });
        return command;
    }

    /// <summary>Shows what an evaluation measured.</summary>
    /// <param name="context">What the verb needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="measured">What was measured.</param>
    public static int Show(VerbContext context, ParseResult result, EvalResult measured)
    {
        if (context.WantsJson(result))
        {
            context.Print(EvalDocument.Of(measured), CliJson.Default.EvalDocument);
        }
        else
        {
            context.Screen(result).Write(SummaryView.Of([measured]));
        }

        return OpenVisionApp.Done;
    }
}
