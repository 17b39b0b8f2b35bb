using System.Globalization;
using OpenVision.Data;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>Something that is not as it was when a run was made.</summary>
/// <param name="Setting">What it is, for scripts: a setting's place, <c>data[0]</c>, <c>threads</c> …</param>
/// <param name="Text">What it was and is.</param>
/// <param name="Hinders">Whether the run's numbers are not to be expected again because of it.</param>
/// <param name="CanBeWaived">Whether a replay may be tried all the same.</param>
internal sealed record RunMismatch(string Setting, string Text, bool Hinders, bool CanBeWaived)
{
    // How many shards of a source are named.
    private const int Named = 4;

    /// <summary>Compares recipes.</summary>
    /// <param name="recorded">The recipe of the run.</param>
    /// <param name="now">The recipe of the program, with what the run's command line changed.</param>
    public static IEnumerable<RunMismatch> Recipes(SpecText recorded, SpecText now) =>
        SpecDiff.Between(recorded, now).Where(static change => change.ChangesRun)
            .Select(static change => new RunMismatch(change.Path, change.ToString(), Hinders: true, CanBeWaived: false));

    /// <summary>Compares what the updates are made with. The system and the processor cannot be chosen: they only explain.</summary>
    /// <param name="recorded">That of the run.</param>
    /// <param name="now">That of this process.</param>
    public static IEnumerable<RunMismatch> Software(SoftwareVersions recorded, SoftwareVersions now) =>
        from part in new (string Setting, string Name, string Before, string After, bool Hinders)[]
        {
            ("generator", "the generator", recorded.Generator, now.Generator, true),
            ("open_vision", "OpenVision", recorded.OpenVision, now.OpenVision, true),
            ("torch_sharp", "TorchSharp", recorded.TorchSharp, now.TorchSharp, true),
            ("lib_torch", "libtorch", recorded.LibTorch, now.LibTorch, true),
            ("threads", "the number of threads", Number(recorded.Threads), Number(now.Threads), true),
            ("dot_net", "the runtime", recorded.DotNet, now.DotNet, false),
            ("operating_system", "the operating system", recorded.OperatingSystem, now.OperatingSystem, false),
            ("processor", "the processor", recorded.Processor, now.Processor, false),
        }
        where part.Before != part.After
        select new RunMismatch(part.Setting, $"{part.Name} was {Said(part.Before)} and is {Said(part.After)}", part.Hinders, CanBeWaived: true);

    /// <summary>Compares data.</summary>
    /// <param name="recorded">Those of the run.</param>
    /// <param name="now">Those that are there.</param>
    public static IEnumerable<RunMismatch> Data(IReadOnlyList<DataRecord> recorded, IReadOnlyList<FoundData> now)
    {
        if (recorded.Count != now.Count)
        {
            return [Of("data", $"the run read {recorded.Count} sources of data, and now there are {now.Count}")];
        }

        return recorded.Zip(now).SelectMany(static (pair, i) => Data($"data[{i}]", pair.First, pair.Second));
    }

    /// <summary>Compares what the batches of a whole run were made of.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="now">Its replay.</param>
    public static IEnumerable<RunMismatch> Ledger(RunRecord recorded, ReplayOutcome now) =>
        from part in (IEnumerable<(string Setting, string Name, long Before, long After)>)
        [
            .. Counts(recorded.Captions).Zip(Counts(now.Draws), static (before, after) => ("captions", before.Name, before.Count, after.Count)),
            .. Enum.GetValues<SkipReason>().Select(reason =>
                ($"skipped.{reason}", $"samples skipped for {reason}", recorded.Skipped.Counts.GetValueOrDefault(reason), now.Skipped.Counts.GetValueOrDefault(reason))),
        ]
        where part.Before != part.After
        select Of(part.Setting, $"{part.Name}: {Number(part.Before)} were recorded and {Number(part.After)} were met");

    private static (string Name, long Count)[] Counts(CaptionDraws draws) =>
    [
        ("web captions", draws.WebCaptions),
        ("synthetic captions for web captions", draws.SyntheticForWeb),
        ("sentences", draws.Sentences),
        ("passages", draws.Passages),
        ("whole captions", draws.Wholes),
        ("other texts", draws.OtherForPick),
        ("decoded synthetic captions", draws.DecodedSynthetic),
        ("decoded web captions", draws.DecodedWeb),
    ];

    private static IEnumerable<RunMismatch> Data(string place, DataRecord recorded, FoundData now)
    {
        if (recorded.Vocabulary != now.Source.Vocabulary)
        {
            yield return Of($"{place}.vocabulary", $"{place}: the vocabulary has other contents");
        }

        if (recorded.Shards == now.Source.Shards)
        {
            yield break;
        }

        string[] changes = [.. Shards(recorded.Files, [.. now.Shards.Take(DataRecord.MostFiles).Select(static shard => shard.ToString())])];
        if (recorded.Shards.Shards != now.Shards.Count)
        {
            yield return Of($"{place}.shards", string.Create(CultureInfo.InvariantCulture, $"{place} had {recorded.Shards.Shards:N0} shards and has {now.Shards.Count:N0}"));
        }
        else if (changes.Length == 0)
        {
            yield return Of($"{place}.shards", string.Create(CultureInfo.InvariantCulture, $"{place}: a shard behind the first {DataRecord.MostFiles:N0} has another name, size or first bytes"));
        }

        foreach (string change in changes.Take(Named))
        {
            yield return Of($"{place}.shards", $"{place}: {change}");
        }

        if (changes.Length > Named)
        {
            yield return Of($"{place}.shards", string.Create(CultureInfo.InvariantCulture, $"{place}: {changes.Length - Named:N0} more shards differ"));
        }
    }

    private static IEnumerable<string> Shards(IReadOnlyList<string> recorded, IReadOnlyList<string> now)
    {
        for (int i = 0; i < Math.Min(recorded.Count, now.Count); i++)
        {
            if (recorded[i] == now[i])
            {
                continue;
            }

            string[] before = recorded[i].Split(' ', 3), after = now[i].Split(' ', 3);
            yield return before.Length < 3 || before[2] != after[2] ? $"shard {i + 1} was {before[^1]} and is {after[2]}"
                : before[1] != after[1] ? $"{after[2]} had {before[1]} bytes and has {after[1]}"
                : $"{after[2]} has other first bytes";
        }
    }

    private static RunMismatch Of(string setting, string text) => new(setting, text, Hinders: true, CanBeWaived: false);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Said(string text) => text.Length > 0 ? text : "not told";
}
