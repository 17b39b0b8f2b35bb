namespace OpenVision.Data;

/// <summary>
/// How much a shard may ask for. Shards come from strangers: every size they declare is compared with these before anything
/// is allocated.
/// </summary>
public sealed record DataLimits
{
    /// <summary>The limits that hold where nothing else is said.</summary>
    public static DataLimits Default { get; } = new();

    /// <summary>The most bytes of one member. Default 64 MiB. Larger ones are passed over and counted.</summary>
    public int MemberBytes { get; init; } = 64 << 20;

    /// <summary>The most bytes of all members of one sample, their headers included. Default 128 MiB. What goes beyond is
    /// passed over and counted.</summary>
    public long SampleBytes { get; init; } = 128L << 20;

    /// <summary>The most bytes of a shuffle window: it ends with the sample that reaches them. Default 1 GiB.</summary>
    public long WindowBytes { get; init; } = 1L << 30;

    /// <summary>The most pixels that an image's header may declare. Default 100 million.</summary>
    public long ImagePixels { get; init; } = 100_000_000;

    /// <summary>The most bytes that a tar header extension, which holds a long name, may have. Default 1 MiB.</summary>
    public int ExtensionBytes { get; init; } = 1 << 20;

    /// <summary>The most paths that a list of shards may name. Default 1,000,000.</summary>
    public int Paths { get; init; } = BraceList.MostPaths;
}
