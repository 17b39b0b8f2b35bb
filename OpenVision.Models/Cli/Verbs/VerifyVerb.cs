using System.CommandLine;
using OpenVision.Receipts;
using OpenVision.Training;

namespace OpenVision.Cli.Verbs;

/// <summary><c>verify</c>: makes the first steps of a recorded run again and says whether they are the same.</summary>
internal static class VerifyVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> run = new("RUN") { Description = "A run folder, or its run.json." };
        Option<int?> steps = Parsed.Number("--steps", $"How many steps to replay. Default: those that the record holds one by one, {LossRow.First} at most.", 1);
        Option<string[]> data = new("--data") { Description = "Where the shards lie now. Default: where they lay.", HelpName = "GLOB", AllowMultipleArgumentsPerToken = true };
        Option<bool> anyway = new("--anyway") { Description = "Replay even where versions or the number of threads differ." };
        Command command = new("verify", "Replay the first steps of a run, and say whether they are the same bit for bit.") { run, steps, data, anyway };
        command.SetAction(result => Run(
            context, result, result.GetRequiredValue(run), result.GetValue(steps) ?? LossRow.First, result.GetValue(data) ?? [], result.GetValue(anyway)));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, string path, int steps, string[] data, bool anyway)
    {
        RunRecord record = RunRecordFile.Read(path);
        IReadOnlyList<ReplayedRecipe> recipes = ReplayedRecipe.All(context.Catalogue);
        ReplayedRecipe recipe = CatalogueNames.Find(recipes, static recipe => recipe.Name, record.Recipe)
            ?? throw new OpenVisionException($"'{path}' is a run of the recipe '{record.Recipe}', which this program does not declare. {NearestName.Hint(record.Recipe, "recipes", [.. recipes.Select(static recipe => recipe.Name)])}");
        VerifyResult verified = context.Work("replaying", (progress, cancellation) =>
            new RunVerification(record, recipe).Run(steps, data, anyway, progress, cancellation));
        if (context.WantsJson(result))
        {
            context.Print(VerifyDocument.Of(path, recipe.Name, verified), CliJson.Default.VerifyDocument);
        }
        else
        {
            foreach (string line in Lines(verified, steps))
            {
                context.Terminal.Output.WriteLine(Sentence.Plain(line));
            }
        }

        return verified.Same ? OpenVisionApp.Done : OpenVisionApp.Failed;
    }

    private static string Suspects(ReplayDifference difference) => difference.SameBatch switch
    {
        true => "the batch is the same, so the program's code",
        false => "its pictures or texts do: a shard behind its first 4 KiB, the program's code",
        null => "a shard behind its first 4 KiB, the program's code",
    };

    private static IEnumerable<string> Lines(VerifyResult verified, int asked)
    {
        if (verified.Refused)
        {
            yield return "not replayed: the run was made with something else";
        }
        else if (verified.Difference is { } difference)
        {
            yield return $"different: first at step {Figures.Exact(difference.Step)} of stage '{difference.Stage}': the {difference.Number} was {difference.Recorded} and is {difference.Replayed}";
            yield return verified.Mismatches.Count > 0
                ? "what else differs, and may be why:"
                : $"nothing else that the record knows differs: {Suspects(difference)} or the record itself may have changed";
        }
        else if (verified.Ledger.Count > 0)
        {
            yield return $"different: the numbers of all {Figures.Exact(verified.Steps)} steps are the same, but not what the record counts of their batches:";
            foreach (RunMismatch count in verified.Ledger)
            {
                yield return $"  {count.Text}";
            }

            if (verified.Mismatches.Count > 0)
            {
                yield return "what else differs:";
            }
        }
        else
        {
            string held = verified.Steps < asked && verified.Steps == verified.Recorded ? ", all that the record holds one by one" : "";
            yield return $"same: {Figures.Exact(verified.Steps)} steps{held}, every number bit for bit";
            if (verified.Mismatches.Count > 0)
            {
                yield return "although this differs:";
            }
        }

        foreach (RunMismatch mismatch in verified.Mismatches)
        {
            yield return $"  {mismatch.Text}";
        }

        if (verified.Refused)
        {
            yield return verified.Mismatches.All(static mismatch => mismatch.CanBeWaived || !mismatch.Hinders)
                ? "--anyway replays it all the same"
                : "bring that back to replay it; --data says where shards lie that have moved";
        }
    }
}
