namespace OpenVision.Data;

/// <summary>What a sample stream reads and in which order.</summary>
/// <param name="Shards">The shards' paths, brace lists expanded (<see cref="ShardList"/>).</param>
/// <param name="ShuffleWindow">How many samples are shuffled among each other; 1 keeps the samples of a shard in its
/// order.</param>
/// <param name="Resampled">Whether shards are drawn with replacement instead of once an epoch.</param>
/// <param name="Seed">The seed of the order.</param>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="World">The number of processes.</param>
/// <param name="Readers">The number of shards read side by side, their windows taken in turn.</param>
/// <param name="Limits">How much a shard may ask for.</param>
public sealed record SampleStreamOptions(
    IReadOnlyList<string> Shards,
    int ShuffleWindow,
    bool Resampled,
    int Seed,
    int Rank = 0,
    int World = 1,
    int Readers = 1,
    DataLimits? Limits = null);

/// <summary>
/// An endless stream of samples in an order that options and position fix. Each epoch permutes the shards and shares them out
/// among the readers of all processes; a reader shuffles windows of consecutive samples, which may span shards but not
/// epochs; readers are asked in turn. Not safe to use from several threads.
/// </summary>
public sealed class SampleStream : IDisposable
{
    private readonly WindowReader[] readers;
    private long samples;

    /// <summary>Opens a stream.</summary>
    /// <param name="options">What to read and in which order.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="ledger">Told of every sample that is skipped, at the moment that the first sample behind it is taken: it
    /// holds the skips up to <see cref="Position"/>, however often the stream is opened anew.</param>
    /// <exception cref="OpenVisionException">There are no shards, fewer than processes and readers share, or the position is
    /// not one of this stream.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number among the options is too small, or the rank too large.</exception>
    public SampleStream(SampleStreamOptions options, DataPosition start, SkipLedger ledger)
        : this(options, start, ledger, null)
    {
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="options">What to read and in which order.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    /// <param name="buffers">Where room for members comes from.</param>
    internal SampleStream(SampleStreamOptions options, DataPosition start, SkipLedger ledger, MemberBuffers? buffers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(ledger);
        Check(options);
        if (start.Epoch.Count == 0)
        {
            start = start with
            {
                Epoch = new long[options.Readers],
                Windows = new WindowStart[options.Readers],
                Taken = new int[options.Readers],
            };
        }

        if (start.Samples < 0
            || start.Epoch.Count != options.Readers
            || start.Windows.Count != options.Readers
            || start.Taken.Count != options.Readers)
        {
            throw new OpenVisionException(
                $"The run cannot be resumed: its place in the data is that of {start.Epoch.Count} readers, and now "
                    + $"there are {options.Readers}. Resume with the options it was started with, or start a new run.");
        }

        samples = start.Samples;
        readers =
        [
            .. Enumerable.Range(0, options.Readers).Select(reader =>
                new WindowReader(options, reader, start.Epoch[reader], start.Windows[reader], start.Taken[reader], ledger, buffers)),
        ];
    }

    /// <summary>Where the stream stands: a stream opened there goes on with the next sample.</summary>
    public DataPosition Position => new(
        [.. readers.Select(reader => reader.StartEpoch)],
        [.. readers.Select(reader => reader.Start)],
        [.. readers.Select(reader => reader.Taken)],
        samples);

    /// <summary>The next sample.</summary>
    /// <param name="cancellation">Stops the reading of a window; the stream stays where it is.</param>
    /// <exception cref="OpenVisionException">No shard holds a readable sample, or a shard cannot be opened.</exception>
    public Sample Next(CancellationToken cancellation = default)
    {
        Sample next = readers[samples % readers.Length].Next(cancellation);
        samples++;
        return next;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (WindowReader reader in readers)
        {
            reader.Dispose();
        }
    }

    private static void Check(SampleStreamOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShuffleWindow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.World, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Rank, options.World);
        if (options.Shards.Count == 0)
        {
            throw new OpenVisionException("There are no shards to read. Name them in the recipe's [Data] or with --data.");
        }

        long sharing = (long)options.World * options.Readers;
        if (!options.Resampled && options.Shards.Count < sharing)
        {
            throw new OpenVisionException(
                $"{options.Shards.Count} shards cannot be shared out among {sharing} readers ({options.World} "
                    + $"processes of {options.Readers}): each needs its own. "
                        + "Make more and smaller shards, use fewer readers, or set Resampled.");
        }
    }
}
