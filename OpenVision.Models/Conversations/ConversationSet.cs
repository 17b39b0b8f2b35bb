using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Conversations;

/// <summary>One way into the set: a record, and how it is ordered.</summary>
/// <param name="Source">The number of its file.</param>
/// <param name="Record">Its number in the file.</param>
/// <param name="Words">The number of words over all turns.</param>
/// <param name="HasPicture">Whether it has a picture or a video.</param>
public readonly record struct ConversationItem(int Source, int Record, int Words, bool HasPicture);

/// <summary>The conversations of a stage: files and mixtures of them, opened and sampled. Safe to use from several threads.</summary>
public sealed class ConversationSet : IDisposable
{
    private const int MostFiles = 10_000;

    private readonly List<Source> sources = [];
    private readonly List<ConversationItem> items = [];

    private ConversationSet()
    {
    }

    /// <summary>What is seen in a pass, each item by its source's weight; in the order of the sources.</summary>
    public IReadOnlyList<ConversationItem> Items => items;

    /// <summary>For each source the number of its items and how often each is seen in a pass.</summary>
    internal IReadOnlyList<(int Items, double Weight)> Weights => [.. sources.Select(source => (source.Items, source.Weight))];

    /// <summary>Opens conversations.</summary>
    /// <param name="specs">The sources.</param>
    /// <param name="seed">What <c>random:N</c> draws with.</param>
    /// <exception cref="OpenVisionException">A file is missing or damaged, a rule of sampling is none, or there is no record at all.</exception>
    public static ConversationSet Open(IEnumerable<ConversationSpec> specs, int seed)
    {
        ArgumentNullException.ThrowIfNull(specs);
        ConversationSet set = new();
        try
        {
            foreach (ConversationSpec spec in specs)
            {
                Sampling sampling = Sampling.Parse(spec.Sampling, $"The sampling of '{spec.Path}'");
                foreach (string path in Expand(spec.Path))
                {
                    // A mixture's entries say how they are sampled; a rule beside it samples each of them once more.
                    bool isMixture = path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
                    foreach (MixtureEntry entry in isMixture ? Mixture.Read(path) : [new(path, default, 1)])
                    {
                        foreach (string file in Expand(entry.Path))
                        {
                            set.Add(spec, entry, file, sampling, seed);
                        }
                    }
                }
            }

            return set.items.Count > 0 ? set : throw new OpenVisionException("There are no conversations: name files that have records.");
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>The number of samples of a pass.</summary>
    internal int PassLength => new ConversationOrder(items, Weights, new(Seed: 0)).PassLength;

    /// <summary>The files that a source names: of conversations, or mixtures of them.</summary>
    /// <param name="spec">The source.</param>
    /// <exception cref="OpenVisionException">Its list of alternatives is none.</exception>
    internal static IReadOnlyList<string> FilesOf(ConversationSpec spec) => Expand(spec.Path);

    /// <summary>Where an item comes from: its file's path.</summary>
    /// <param name="item">The item.</param>
    public string FileOf(ConversationItem item) => sources[item.Source].File.Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Source source in sources)
        {
            source.File.Dispose();
        }
    }

    /// <summary>Reads an item, its pictures' and video's paths joined to their folders.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="SampleFault">It is damaged, or not a conversation.</exception>
    internal Conversation Read(ConversationItem item)
    {
        Source source = sources[item.Source];
        Conversation read = source.File.Read(item.Record);
        return read with
        {
            Images = new(read.Images.Select(image => Path.Combine(source.Images, image))),
            Video = read.Video is { } video ? Path.Combine(source.Videos, video) : null,
        };
    }

    private static IReadOnlyList<string> Expand(string path)
    {
        try
        {
            return BraceList.Expand(path, MostFiles);
        }
        catch (FormatException error)
        {
            throw new OpenVisionException(error.Message, error);
        }
    }

    private void Add(ConversationSpec spec, MixtureEntry entry, string path, Sampling sampling, int seed)
    {
        ConversationFile file = ConversationFile.Open(path);
        int[] records = entry.Sampling.Of(file.Records.Count, Hash.Of(Hash.Of("random records", seed), (ulong)sources.Count));
        records = [.. sampling.Of(records.Length, Hash.Of(Hash.Of("random records of a mixture", seed), (ulong)sources.Count)).Select(place => records[place])];
        string own = Path.GetDirectoryName(path) ?? "";
        items.AddRange(records.Select(record => new ConversationItem(sources.Count, record, file.Records[record].Words, file.Records[record].HasPicture)));
        sources.Add(new(
            file, spec.Images.Length > 0 ? spec.Images : own, spec.Videos.Length > 0 ? spec.Videos : own, records.Length, spec.Weight * entry.Weight));
    }

    private sealed record Source(ConversationFile File, string Images, string Videos, int Items, double Weight);
}
