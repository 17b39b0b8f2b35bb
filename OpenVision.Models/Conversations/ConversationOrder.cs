using OpenVision.Numerics;

namespace OpenVision.Conversations;

/// <summary>How samples are ordered.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="GroupsByLength">Whether samples with and without pictures are batched apart, and the parts of a batch made equally long.</param>
/// <param name="Chunk">The number of samples of a part of a batch; of no meaning without <paramref name="GroupsByLength"/>.</param>
/// <param name="Chunks">The number of parts of a batch.</param>
internal sealed record OrderOptions(int Seed, bool GroupsByLength = false, int Chunk = 1, int Chunks = 1);

/// <summary>
/// The order in which a stage sees its conversations: a pure function of the seed and the sample's number, which goes on through all passes. Every
/// pass has the same number of samples: of each source its items as often as its weight says, and of a weight's fraction as many items, drawn anew.
/// Safe to use from several threads.
/// </summary>
internal sealed class ConversationOrder
{
    private readonly IReadOnlyList<ConversationItem> items;
    private readonly IReadOnlyList<(int Items, double Weight)> weights;
    private readonly OrderOptions options;
    private readonly int[][] kinds;
    private volatile Pass? latest;

    /// <summary>Takes what is to be ordered.</summary>
    /// <param name="items">The items, source after source.</param>
    /// <param name="weights">For each source the number of its items and how often each is seen in a pass.</param>
    /// <param name="options">How they are ordered.</param>
    /// <exception cref="OpenVisionException">The weights leave nothing, or more than two billion samples.</exception>
    public ConversationOrder(IReadOnlyList<ConversationItem> items, IReadOnlyList<(int Items, double Weight)> weights, OrderOptions options)
    {
        (this.items, this.weights, this.options) = (items, weights, options);
        double count = weights.Sum(source => Math.Round(source.Items * source.Weight));
        PassLength = count >= 1 && count <= Array.MaxLength
            ? (int)count
            : throw new OpenVisionException($"The conversations' weights make a pass of {count:N0} samples; a pass has 1 to {Array.MaxLength:N0}. Change the weights.");
        int[] readable = [.. Enumerable.Range(0, items.Count).Where(item => items[item].Words > 0)];
        kinds = [.. new[] { false, true }.Select(hasPicture => Kind(readable, hasPicture))];
    }

    /// <summary>The number of samples of a pass.</summary>
    public int PassLength { get; }

    /// <summary>The item of a sample.</summary>
    /// <param name="number">The sample's number over all passes, from 0.</param>
    public ConversationItem this[long number]
    {
        get
        {
            long pass = number / PassLength;
            Pass at = latest is { } known && known.Number == pass ? known : latest = new(pass, Order(pass));
            return items[at.Order[(int)(number % PassLength)]];
        }
    }

    /// <summary>What is seen in the place of a sample that cannot be used: another of its kind, with pictures or without, that can be read.</summary>
    /// <param name="number">The sample's number.</param>
    /// <param name="attempt">How many have been tried in its place already; at least 1.</param>
    public ConversationItem Spare(long number, int attempt)
    {
        int[] kind = kinds[this[number].HasPicture ? 1 : 0];
        Draw draw = new(Hash.Of(Hash.Of(Hash.Of("spare conversations", options.Seed), (ulong)number), (ulong)attempt));
        return items[kind[draw.Below(kind.Length)]];
    }

    // A record that cannot be read counts as one without words or picture: it is no spare, and where only such have no picture, one with a picture is.
    private int[] Kind(int[] readable, bool hasPicture)
    {
        int[] kind = [.. readable.Where(item => items[item].HasPicture == hasPicture)];
        return kind.Length > 0 ? kind : readable.Length > 0 ? readable : [.. Enumerable.Range(0, items.Count)];
    }

    private int[] Order(long pass)
    {
        Draw draw = new(Hash.Of(Hash.Of("conversations", options.Seed), (ulong)pass));
        int[] entries = Entries(ref draw);
        if (!options.GroupsByLength)
        {
            draw.Shuffle(entries.AsSpan());
            return entries;
        }

        ConversationItem[] seen = [.. entries.Select(entry => items[entry])];
        return [.. LengthGroups.Order(seen, options.Chunk, options.Chunks, ref draw).Select(place => entries[place])];
    }

    private int[] Entries(ref Draw draw)
    {
        int[] entries = new int[PassLength];
        int written = 0, first = 0;
        foreach ((int count, double weight) in weights)
        {
            int[] source = [.. Enumerable.Range(first, count)];
            int left = (int)Math.Round(count * weight);
            for (; left >= count && count > 0; left -= count, written += count)
            {
                source.CopyTo(entries, written);
            }

            draw.Shuffle(source.AsSpan());
            source.AsSpan(0, left).CopyTo(entries.AsSpan(written));
            (written, first) = (written + left, first + count);
        }

        return entries;
    }

    private sealed record Pass(long Number, int[] Order);
}
