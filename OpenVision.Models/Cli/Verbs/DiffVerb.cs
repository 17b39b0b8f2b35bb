using System.CommandLine;
using OpenVision.Receipts;

namespace OpenVision.Cli.Verbs;

/// <summary><c>diff</c>: what changed from one recipe, model, assembly, package or run to another.</summary>
internal static class DiffVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> before = new("A") { Description = "What it was: a recipe or model of this program, an assembly (.dll), a package (.nupkg), or a run folder or its run.json. FILE#NAME is one declaration of a file." };
        Argument<string> after = new("B") { Description = "What it is: as A." };
        Command command = new("diff", "Say what changed from A to B in shapes, schedule, data and cost, and whether checkpoints still load. Nothing of a file is run.") { before, after };
        command.SetAction(result => Run(context, result, result.GetRequiredValue(before), result.GetRequiredValue(after)));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, string first, string second)
    {
        SpecSource before = SpecSource.Of(first, context.Catalogue), after = SpecSource.Of(second, context.Catalogue);
        SpecPairing pairing = SpecPairing.Of(before, after);
        if (context.WantsJson(result))
        {
            context.Print(DiffDocument.Of(before, after, pairing), CliJson.Default.DiffDocument);
            return OpenVisionApp.Done;
        }

        foreach (string line in DiffLines.Of(before, after, pairing))
        {
            context.Terminal.Output.WriteLine(Sentence.Plain(line));
        }

        return OpenVisionApp.Done;
    }
}
