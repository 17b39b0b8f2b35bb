namespace OpenVision.Data;

/// <summary>What a sample stream reads and in which order.</summary>
/// <param name="Shards">The shards' paths, brace lists expanded.</param>
/// <param name="ShuffleWindow">How many samples are shuffled among each other; 1 keeps the shards' own order.</param>
/// <param name="Resampled">Whether shards are drawn with replacement instead of once an epoch.</param>
/// <param name="Seed">The seed of the order.</param>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="World">The number of processes.</param>
/// <param name="Readers">The number of shards read side by side, their windows taken in turn.</param>
public sealed record SampleStreamOptions(
    IReadOnlyList<string> Shards,
    int ShuffleWindow,
    bool Resampled,
    int Seed,
    int Rank = 0,
    int World = 1,
    int Readers = 1);

/// <summary>An endless stream of samples in an order that options and position fix.</summary>
public sealed class SampleStream : IDisposable
{
    /// <summary>Opens a stream.</summary>
    /// <param name="options">What to read and in which order.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">There are no shards, or fewer than processes and readers share.</exception>
    public SampleStream(SampleStreamOptions options, DataPosition start, SkipLedger ledger) => throw new NotImplementedException();

    /// <summary>Where the stream stands: a stream opened there goes on with the next sample.</summary>
    public DataPosition Position => throw new NotImplementedException();

    /// <summary>The next sample.</summary>
    /// <exception cref="OpenVisionException">A whole epoch held no readable sample.</exception>
    public Sample Next() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
