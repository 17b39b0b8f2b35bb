using System.Collections.Concurrent;
using System.Diagnostics;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Native;

namespace OpenVision.Conversations;

/// <summary>How a loader makes batches.</summary>
/// <param name="BatchSize">B, the number of samples of a batch.</param>
/// <param name="Padding">The id that shorter rows are filled up with.</param>
/// <param name="Seed">The seed of the order.</param>
/// <param name="GroupsByLength">Whether samples with and without pictures are batched apart, and the parts of a batch made equally long.</param>
/// <param name="Chunk">The number of samples of a part of a batch, which divides <paramref name="BatchSize"/>; 0 for the whole batch.</param>
/// <param name="Threads">The number of preparing threads.</param>
/// <param name="Prefetch">The number of batches made ahead; their pictures are held.</param>
internal sealed record ConversationLoaderOptions(
    int BatchSize, long Padding, int Seed, bool GroupsByLength = false, int Chunk = 0, int Threads = 1, int Prefetch = 2);

/// <summary>
/// Makes batches of conversations in background threads: the same options and position give the same batches, whatever the number of threads. No batch
/// reaches over the end of a pass, whose last one may be smaller. In the place of a sample that cannot be used stands another of its kind, drawn with
/// the sample's number, so that the order of all others stays what it is.
/// </summary>
/// <typeparam name="TPicture">What pictures are prepared into.</typeparam>
internal sealed class ConversationLoader<TPicture> : IDisposable
    where TPicture : class, IDisposable
{
    // A set in which so many samples drawn for one place are unusable is not what its user meant to read.
    private const int MostSpares = 100;

    private readonly ConversationSet set;
    private readonly ConversationPreparation<TPicture> preparation;
    private readonly ConversationLoaderOptions options;
    private readonly SkipLedger ledger;
    private readonly SkipLedger ahead = new();
    private readonly BlockingCollection<Loaded> ready;
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch waited = new();
    private readonly Thread producer;
    private readonly ConversationOrder order;
    private long samples;

    /// <summary>Starts loading.</summary>
    /// <param name="set">The conversations; they stay the caller's.</param>
    /// <param name="preparation">Makes rows of them.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="start">Where to start: the start, or the position after a batch of a loader with the same set and options.</param>
    /// <param name="ledger">Told of every sample that is skipped, when the batch that it would have been in is handed out.</param>
    /// <exception cref="OpenVisionException">The conversations' weights leave nothing, or a batch is not of whole parts.</exception>
    public ConversationLoader(
        ConversationSet set, ConversationPreparation<TPicture> preparation, ConversationLoaderOptions options, LoaderPosition start, SkipLedger ledger)
    {
        (this.set, this.preparation, this.options, this.ledger) = (set, preparation, options, ledger);
        int chunk = options.Chunk == 0 ? options.BatchSize : options.Chunk;
        if (options.BatchSize % chunk != 0)
        {
            throw new OpenVisionException($"A batch of {options.BatchSize} samples is not of whole parts of {chunk}. Choose a MicroBatch that divides BatchSize.");
        }

        order = new(set.Items, set.Weights, new(options.Seed, options.GroupsByLength, chunk, options.BatchSize / chunk));
        ahead.Restore(ledger.Counts, ledger.Named);
        samples = start.Samples;
        ready = new(options.Prefetch);
        producer = new Thread(Produce) { IsBackground = true, Name = "OpenVision conversations" };
        producer.Start();
    }

    /// <summary>The number of samples of a pass.</summary>
    public int PassLength => order.PassLength;

    /// <summary>How long <see cref="Next"/> has waited for data in all.</summary>
    public TimeSpan Waited => waited.Elapsed;

    /// <summary>The next batch; the caller's to dispose of.</summary>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="OpenVisionException">The conversations cannot be read on.</exception>
    public ConversationBatch<TPicture> Next(CancellationToken cancellation)
    {
        Loaded loaded;
        waited.Start();
        try
        {
            loaded = ready.Take(cancellation);
        }
        finally
        {
            waited.Stop();
        }

        ledger.Restore(loaded.Counts, loaded.Named);
        if (loaded.Failure is { } failure)
        {
            ready.Add(loaded, CancellationToken.None);
            throw failure is OpenVisionException known
                ? new OpenVisionException(known.Message, known)
                : new InvalidOperationException("The loader failed.", failure);
        }

        return loaded.Batch!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        producer.Join();
        while (ready.TryTake(out Loaded? left))
        {
            left.Batch?.Dispose();
        }

        ready.Dispose();
        stop.Dispose();
    }

    private void Produce()
    {
        ConversationBatch<TPicture>? made = null;
        try
        {
            while (true)
            {
                made = Fill();
                ready.Add(new(made, ahead.Counts, ahead.Named, null), stop.Token);
                made = null;
            }
        }
        catch (OperationCanceledException)
        {
            made?.Dispose(); // nobody waits for a batch any more
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Fail(failure);
        }
    }

    // What went wrong is thrown where the batch is asked for, after the batches that were whole.
    private void Fail(Exception failure)
    {
        try
        {
            ready.Add(new(null, ahead.Counts, ahead.Named, failure), stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Disposed before anyone asked.
        }
    }

    private ConversationBatch<TPicture> Fill()
    {
        int count = (int)Math.Min(options.BatchSize, order.PassLength - (samples % order.PassLength));
        Place[] places = new Place[count];
        _ = order[samples]; // a pass's order is made here, once
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop.Token }, i => places[i] = Prepare(samples + i));
            foreach (Place place in places)
            {
                place.Skips.ForEach(ahead.Add);
                if (place.Failure is { } failure)
                {
                    throw failure;
                }
            }

            samples += count;
            return new([.. places.Select(place => place.Row!)], options.Padding, new(samples, []));
        }
        catch
        {
            foreach (Place? place in places)
            {
                place?.Row?.Dispose();
            }

            throw;
        }
    }

    private Place Prepare(long number)
    {
        List<Skip> skips = [];
        using OneThread alone = new();
        try
        {
            for (int attempt = 0; attempt <= MostSpares; attempt++)
            {
                ConversationItem item = attempt == 0 ? order[number] : order.Spare(number, attempt);
                Conversation? read = null;
                try
                {
                    read = set.Read(item);
                    return new(preparation.Row(read), skips, null);
                }
                catch (SampleFault fault)
                {
                    skips.Add(new(fault.Reason, set.FileOf(item), read?.Id ?? FormattableString.Invariant($"{item.Record}"), fault.Message));
                }
            }

            Skip last = skips[^1];
            return new(null, skips, new OpenVisionException(
                $"{skips.Count} conversations drawn one after the other cannot be used; the last is {last.Key} of {last.Shard}: {last.Detail} Look at the files and at the folder of pictures that goes with them."));
        }
        catch (OpenVisionException failure)
        {
            return new(null, skips, failure);
        }
    }

    private sealed record Loaded(
        ConversationBatch<TPicture>? Batch, IReadOnlyDictionary<SkipReason, long> Counts, IReadOnlyList<Skip> Named, Exception? Failure);

    private sealed record Place(ConversationRow<TPicture>? Row, List<Skip> Skips, Exception? Failure);
}
