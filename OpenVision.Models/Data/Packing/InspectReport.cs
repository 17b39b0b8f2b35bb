namespace OpenVision.Data.Packing;

/// <summary>How shards are inspected.</summary>
public sealed record InspectOptions
{
    /// <summary>The extension of the web caption. Default <c>txt</c>.</summary>
    public string WebCaption { get; init; } = "txt";

    /// <summary>The extension of the synthetic caption. Default <c>llava_caption</c>.</summary>
    public string SyntheticCaption { get; init; } = "llava_caption";

    /// <summary>How much a shard may ask for.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;
}

/// <summary>What shards hold.</summary>
/// <param name="Shards">Shard by shard.</param>
/// <param name="Problems">What training would skip, by reason, in all shards.</param>
/// <param name="FirstProblems">The first of each reason by name.</param>
public sealed record InspectReport(
    IReadOnlyList<ShardSummary> Shards,
    IReadOnlyDictionary<SkipReason, long> Problems,
    IReadOnlyList<Skip> FirstProblems)
{
    /// <summary>The samples of all shards.</summary>
    public long Samples => Shards.Sum(shard => shard.Samples);
}

/// <summary>What one shard holds.</summary>
/// <param name="Path">The shard's path.</param>
/// <param name="FileBytes">The size of its file.</param>
/// <param name="IsCompressed">Whether it is gzipped.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Members">Their members by extension, in ordinal order; beyond 64 extensions under <c>…</c> together.</param>
/// <param name="Problems">What training would skip, by reason.</param>
public sealed record ShardSummary(
    string Path,
    long FileBytes,
    bool IsCompressed,
    long Samples,
    IReadOnlyDictionary<string, MemberSummary> Members,
    IReadOnlyDictionary<SkipReason, long> Problems);

/// <summary>The members of one extension.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">Their bytes.</param>
public readonly record struct MemberSummary(long Count, long Bytes);
