using OpenVision.Numerics;

namespace OpenVision.Data;

/// <summary>
/// One reader of a stream: reads its shards window by window, shuffles each window and hands it out. It holds one window at
/// most, and of that only what is not handed out yet.
/// </summary>
internal sealed class WindowReader : IDisposable
{
    private readonly SampleStreamOptions options;
    private readonly DataLimits limits;
    private readonly int reader;
    private readonly SkipLedger ledger;
    private readonly MemberBuffers? buffers;
    private readonly HashSet<string> triedInVain = [];
    private readonly List<Sample?> window = [];
    private int distinct;

    private IReadOnlyList<string> order;
    private ShardReader? open;

    // Where reading stands; Start and StartEpoch say where the window in hand began.
    private long epoch;
    private int shard;
    private long group;
    private bool resuming;

    /// <summary>Stands a reader where a position says.</summary>
    /// <param name="options">The stream's options.</param>
    /// <param name="reader">The reader's number in this process, from 0.</param>
    /// <param name="startEpoch">The epoch.</param>
    /// <param name="start">Where the window starts.</param>
    /// <param name="taken">How many of the window's samples have been taken.</param>
    /// <param name="ledger">Told of what is passed over.</param>
    /// <param name="buffers">Where room for members comes from.</param>
    /// <exception cref="OpenVisionException">There is no such place in these shards.</exception>
    public WindowReader(
        SampleStreamOptions options, int reader, long startEpoch, WindowStart start, int taken, SkipLedger ledger, MemberBuffers? buffers)
    {
        this.buffers = buffers;
        this.options = options;
        this.reader = reader;
        this.ledger = ledger;
        limits = options.Limits ?? DataLimits.Default;
        order = startEpoch < 0 ? [] : ShardOrder.Of(options, startEpoch, reader);
        (StartEpoch, Start, Taken) = (startEpoch, start, taken);
        (epoch, shard, group) = (startEpoch, start.Shard, start.Group);
        resuming = true;
        if (startEpoch < 0 || shard < 0 || shard > order.Count || group < 0 || taken < 0 || taken > options.ShuffleWindow)
        {
            throw Elsewhere($"it names shard {shard + 1} of {order.Count}, sample {group + 1}, {taken} samples into a "
                + $"shuffle window of {options.ShuffleWindow}");
        }
    }

    /// <summary>The epoch of the window in hand.</summary>
    public long StartEpoch { get; private set; }

    /// <summary>Where the window in hand starts.</summary>
    public WindowStart Start { get; private set; }

    /// <summary>How many of its samples have been taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The next sample.</summary>
    /// <param name="cancellation">Stops the reading of a window.</param>
    /// <exception cref="OpenVisionException">No shard holds a readable sample, or one cannot be read.</exception>
    public Sample Next(CancellationToken cancellation)
    {
        if (resuming || Taken == window.Count)
        {
            ReadWindow(cancellation);
        }

        Sample next = window[Taken]!;
        window[Taken++] = null;
        if (Taken == window.Count)
        {
            (StartEpoch, Start, Taken) = (epoch, new(shard, group), 0);
            window.Clear();
        }

        return next;
    }

    /// <inheritdoc/>
    public void Dispose() => open?.Dispose();

    private void ReadWindow(CancellationToken cancellation)
    {
        int alreadyTaken = Taken;
        SkipLedger skipped = new();
        try
        {
            Gather(skipped, cancellation);
        }
        catch (OperationCanceledException)
        {
            // What was read is lost: go back to where it began.
            Close();
            window.Clear();
            (epoch, shard, group, resuming) = (StartEpoch, Start.Shard, Start.Group, true);
            order = ShardOrder.Of(options, epoch, reader);
            throw;
        }

        new Draw(Seed()).Shuffle(window);

        // A window that was begun before has had its skips recorded before: a ledger holds those of what was taken.
        if (alreadyTaken == 0)
        {
            ledger.Merge(skipped);
        }

        resuming = false;
        if (alreadyTaken >= window.Count)
        {
            throw Elsewhere($"{alreadyTaken} samples of a shuffle window were taken that now has {window.Count}");
        }

        for (int i = 0; i < alreadyTaken; i++)
        {
            window[i] = null;
        }
    }

    private void Gather(SkipLedger skipped, CancellationToken cancellation)
    {
        long start = StartEpoch, bytes = 0;
        while (window.Count < options.ShuffleWindow && bytes < limits.WindowBytes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (shard == order.Count)
            {
                if (window.Count > 0)
                {
                    break;
                }

                (epoch, shard, group) = (epoch + 1, 0, 0);
                order = ShardOrder.Of(options, epoch, reader);
                continue;
            }

            if ((open ??= Open()).Next(skipped) is { } sample)
            {
                group++;
                bytes += sample.Members.Values.Sum(member => (long)member.Length);
                window.Add(sample);
                triedInVain.Clear();
                continue;
            }

            Close();
            if (group == 0)
            {
                RefuseUnreadable(order[shard], skipped);
            }

            (shard, group) = (shard + 1, 0);
        }

        if (epoch != start)
        {
            (StartEpoch, Start) = (epoch, default);
        }
    }

    private ShardReader Open()
    {
        ShardReader opened = new(order[shard], limits, buffers);
        long passed = opened.Skip(group);
        if (passed == group)
        {
            return opened;
        }

        opened.Dispose();
        throw Elsewhere($"'{order[shard]}' has {passed} samples, and the run had read {group} of it");
    }

    private void Close()
    {
        open?.Dispose();
        open = null;
    }

    // One epoch of one reader may well meet damaged shards only; when every shard of the list was tried, waiting is vain.
    private void RefuseUnreadable(string path, SkipLedger skipped)
    {
        triedInVain.Add(path);
        distinct = distinct == 0 ? options.Shards.Distinct().Count() : distinct;
        if (triedInVain.Count < distinct)
        {
            return;
        }

        string first = string.Join(" ", skipped.Named.Concat(ledger.Named).Take(3).Select(skip => $"'{skip.Shard}': {skip.Detail}"));
        throw new OpenVisionException(
            $"None of the {triedInVain.Count} shards holds a readable sample. "
                + $"{(first.Length > 0 ? first : "They hold no files named KEY.EXTENSION.")} Check them with 'data inspect'.");
    }

    private ulong Seed() => Hash.Of(
        Hash.Of(Hash.Of("window", options.Seed), (ulong)StartEpoch),
        Hash.Of((ulong)ShardOrder.GlobalReader(options, reader), Hash.Of((ulong)Start.Shard, (ulong)Start.Group)));

    private static OpenVisionException Elsewhere(string why) =>
        new($"The run cannot be resumed: its place in the data does not fit these shards ({why}). "
            + "Resume with the data and options it was started with, or start a new run.");
}
