namespace OpenVision.Data;

/// <summary>Why a sample did not take part.</summary>
public enum SkipReason
{
    /// <summary>No member has an image extension.</summary>
    NoImage,

    /// <summary>The image's bytes are truncated or damaged.</summary>
    DamagedImage,

    /// <summary>The image's header declares more pixels than allowed.</summary>
    ImageTooLarge,

    /// <summary>A member has more bytes than allowed.</summary>
    MemberTooLarge,

    /// <summary>Neither caption is there or has any text.</summary>
    NoCaption,

    /// <summary>A caption is not valid UTF-8.</summary>
    InvalidText,

    /// <summary>A member's name is absolute or climbs out of the shard.</summary>
    UnsafeName,

    /// <summary>The shard ends in the middle of a member, or its bytes are not a tar archive.</summary>
    DamagedShard,

    /// <summary>The evaluation's label or text is missing or malformed.</summary>
    NoLabel,

    /// <summary>A member is a link, a device or a sparse file.</summary>
    SpecialMember,

    /// <summary>A step of the recipe's own data pipeline does not let it through.</summary>
    Refused,

    /// <summary>A conversation's record is not JSON, or lacks what it needs.</summary>
    DamagedRecord,

    /// <summary>A turn of a conversation is of an unknown speaker, out of order or empty.</summary>
    WrongTurn,

    /// <summary>A conversation has more or fewer places for pictures than pictures, or a number that its form does not take.</summary>
    PictureCount,

    /// <summary>A picture or video is not where its record says.</summary>
    MissingPicture,

    /// <summary>Nothing of a conversation is to be learned: it has no answer, or none within the longest length.</summary>
    NothingSupervised,
}

/// <summary>One skipped sample.</summary>
/// <param name="Reason">Why it was skipped.</param>
/// <param name="Shard">The path of the shard.</param>
/// <param name="Key">The sample's key, or the member's name.</param>
/// <param name="Detail">What was found, in a sentence.</param>
public sealed record Skip(SkipReason Reason, string Shard, string Key, string Detail);

/// <summary>Counts skipped samples by reason and keeps the first of each by name. Safe to use from several threads.</summary>
public sealed class SkipLedger
{
    /// <summary>How many skips of each reason are kept by name.</summary>
    public const int NamedPerReason = 8;

    private readonly Lock gate = new();
    private readonly SortedDictionary<SkipReason, long> counts = [];
    private readonly List<Skip> named = [];

    /// <summary>The number of skips.</summary>
    public long Total
    {
        get
        {
            lock (gate)
            {
                return counts.Values.Sum();
            }
        }
    }

    /// <summary>The number of skips by reason.</summary>
    public IReadOnlyDictionary<SkipReason, long> Counts
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<SkipReason, long>(counts);
            }
        }
    }

    /// <summary>The first skips of each reason, in the order they were met.</summary>
    public IReadOnlyList<Skip> Named
    {
        get
        {
            lock (gate)
            {
                return [.. named];
            }
        }
    }

    /// <summary>Records a skip.</summary>
    /// <param name="skip">The skipped sample.</param>
    public void Add(Skip skip)
    {
        lock (gate)
        {
            long count = counts.GetValueOrDefault(skip.Reason) + 1;
            counts[skip.Reason] = count;
            if (count <= NamedPerReason)
            {
                named.Add(skip);
            }
        }
    }

    /// <summary>Records what another ledger holds.</summary>
    /// <param name="other">A ledger that no other thread writes to any more.</param>
    public void Merge(SkipLedger other)
    {
        lock (gate)
        {
            foreach (Skip skip in other.Named)
            {
                if (named.Count(known => known.Reason == skip.Reason) < NamedPerReason)
                {
                    named.Add(skip);
                }
            }

            foreach ((SkipReason reason, long count) in other.Counts)
            {
                counts[reason] = counts.GetValueOrDefault(reason) + count;
            }
        }
    }

    /// <summary>Takes over what an earlier part of the same run recorded.</summary>
    /// <param name="earlierCounts">The counts by reason.</param>
    /// <param name="earlierNamed">The skips kept by name.</param>
    public void Restore(IReadOnlyDictionary<SkipReason, long> earlierCounts, IReadOnlyList<Skip> earlierNamed)
    {
        lock (gate)
        {
            counts.Clear();
            foreach ((SkipReason reason, long count) in earlierCounts)
            {
                counts[reason] = count;
            }

            named.Clear();
            named.AddRange(earlierNamed);
        }
    }
}
