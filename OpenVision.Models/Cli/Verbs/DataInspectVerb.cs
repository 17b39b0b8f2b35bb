using System.CommandLine;
using OpenVision.Data;
using OpenVision.Data.Packing;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary><c>data inspect</c>: lists what shards hold and what training would skip.</summary>
internal static class DataInspectVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        InspectOptions defaults = new();
        Argument<string[]> shards = new("SHARDS") { Description = "Shards, with {0..9} and * as in a recipe.", Arity = ArgumentArity.OneOrMore };
        Option<string> web = DataOptions.Text("--web-caption", "The extension of the web caption.", defaults.WebCaption);
        Option<string> synthetic = DataOptions.Text("--synthetic-caption", "The extension of the synthetic caption.", defaults.SyntheticCaption);
        Command command = new("inspect", "List what shards hold and what training would skip.") { shards, web, synthetic };
        command.SetAction(result =>
        {
            InspectOptions options = defaults with { WebCaption = result.GetRequiredValue(web), SyntheticCaption = result.GetRequiredValue(synthetic) };
            return Run(context, result, ShardList.Find(result.GetRequiredValue(shards)), options);
        });
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, IReadOnlyList<string> shards, InspectOptions options)
    {
        IAnsiConsole screen = context.Screen(result);
        InspectReport report = context.Work("inspecting", (progress, token) => ShardInspector.Inspect(shards, options, progress, token));
        if (context.WantsJson(result))
        {
            context.Print(report, CliJson.Default.InspectReport);
            return ExitCode(report);
        }

        Table table = Tables.New("shard", "members").Figures("bytes", "samples", "problems");
        foreach (ShardSummary shard in report.Shards)
        {
            table.Add(
                shard.Path,
                string.Join(", ", shard.Members.Select(member => $"{Sentence.Plain(member.Key)} {Figures.Exact(member.Value.Count)}")),
                Figures.Exact(shard.FileBytes),
                Figures.Exact(shard.Samples),
                Figures.Exact(shard.Problems.Values.Sum()));
        }

        screen.Write(table);
        DataReports.WriteSkips(screen.Profile.Out.Writer, report.Problems, report.FirstProblems);
        return ExitCode(report);
    }

    // A sample that training skips is a finding; a shard that cannot be read to its end is a failed check.
    private static int ExitCode(InspectReport report) =>
        report.Problems.ContainsKey(SkipReason.DamagedShard) ? OpenVisionApp.Failed : OpenVisionApp.Done;
}
