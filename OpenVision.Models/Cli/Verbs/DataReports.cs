using System.CommandLine;
using OpenVision.Data;
using OpenVision.Data.Packing;

namespace OpenVision.Cli.Verbs;

/// <summary>Shows what came of making shards.</summary>
internal static class DataReports
{
    /// <summary>Makes shards and shows what came of it.</summary>
    /// <param name="context">What the verb needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="title">What is done.</param>
    /// <param name="work">Does it.</param>
    public static int Run(VerbContext context, ParseResult result, string title, Func<IProgress<double>, CancellationToken, PackReport> work)
    {
        PackReport report = context.Work(title, work);
        if (context.WantsJson(result))
        {
            context.Print(report, CliJson.Default.PackReport);
            return OpenVisionApp.Done;
        }

        TextWriter writer = context.Terminal.Output;
        writer.WriteLine($"{Figures.Exact(report.Samples)} samples, {Figures.Exact(report.Bytes)} bytes, in {Figures.Exact(report.Shards.Count)} shards:");
        foreach (string shard in report.Shards)
        {
            writer.WriteLine(shard);
        }

        WriteSkips(context.Terminal.Output, report.Skipped, report.FirstSkips);
        return OpenVisionApp.Done;
    }

    /// <summary>Shows what was skipped, by reason, and the first of each by name.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="counts">The counts by reason.</param>
    /// <param name="named">The skips that are named.</param>
    public static void WriteSkips(TextWriter writer, IReadOnlyDictionary<SkipReason, long> counts, IReadOnlyList<Skip> named)
    {
        foreach ((SkipReason reason, long count) in counts)
        {
            writer.WriteLine($"skipped for {reason}: {Figures.Exact(count)}");
            foreach (Skip skip in named.Where(skip => skip.Reason == reason))
            {
                writer.WriteLine($"  {Sentence.Plain(string.Join(": ", new[] { skip.Shard, skip.Key, skip.Detail }.Where(part => part.Length > 0)))}");
            }
        }
    }
}
