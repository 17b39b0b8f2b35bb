namespace OpenVision.Data.Pipeline;

/// <summary>Where a pipeline begins: the samples of shards.</summary>
public static class Shards
{
    /// <summary>Samples without end, shuffled and drawn for as a training run of that seed reads them from one source.</summary>
    /// <param name="pattern">The shards' paths, with brace lists and wildcards: <c>shards/{0000..0009}.tar</c>.</param>
    /// <param name="seed">The seed of the order and of the steps' draws.</param>
    /// <param name="window">How many samples are shuffled among each other; 1 keeps the order within a shard.</param>
    /// <param name="skips">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">A shard is missing.</exception>
    public static Samples<Sample> Open(string pattern, int seed, int window = 4096, SkipLedger? skips = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        SkipLedger ledger = skips ?? new();
        SampleStreamOptions options = new(ShardList.Find(pattern), window, Resampled: false, seed);
        return Of(new(() => Endless(options, ledger), seed, ledger));
    }

    /// <summary>Every sample once, in the order in which they lie.</summary>
    /// <param name="pattern">The shards' paths, with brace lists and wildcards.</param>
    /// <param name="seed">The seed of the steps' draws.</param>
    /// <param name="skips">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">A shard is missing.</exception>
    public static Samples<Sample> Read(string pattern, int seed = 0, SkipLedger? skips = null)
    {
        SkipLedger ledger = skips ?? new();
        IReadOnlyList<string> shards = ShardList.Find(pattern);
        return Of(new(() => ShardReader.ReadAll(shards, ledger), seed, ledger));
    }

    private static Samples<Sample> Of(SampleSource source) => new(source, new(nameof(Sample), static (sample, ref _) => sample));

    private static IEnumerable<Sample> Endless(SampleStreamOptions options, SkipLedger ledger)
    {
        using SampleStream stream = new(options, DataPosition.Start, ledger);
        while (true)
        {
            yield return stream.Next();
        }
    }
}
