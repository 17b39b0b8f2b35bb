using System.Collections.Concurrent;
using System.Diagnostics;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using OpenVision.Text;

namespace OpenVision.Data;

/// <summary>What a loader makes batches of.</summary>
/// <param name="Sources">The recipe's data sources, their shard lists expanded; all have the same vocabulary.</param>
/// <param name="Resolution">The side of the images in pixels.</param>
/// <param name="BatchSize">B, the number of pairs.</param>
/// <param name="Context">T, the number of tokens of a text.</param>
/// <param name="CaptionLength">L, the number of tokens of a whole caption; 0 without a decoder.</param>
/// <param name="Augmentation">What happens to an image, where no pipeline says it.</param>
/// <param name="Seed">The seed of order, crops, colours and caption draws.</param>
/// <param name="Threads">The number of decoding threads.</param>
/// <param name="Prefetch">The number of batches made ahead.</param>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="World">The number of processes.</param>
/// <param name="Colors">What images are normalised with.</param>
/// <param name="Images">What happens to a decoded image, in place of <paramref name="Augmentation"/>.</param>
/// <param name="Texts">What texts are made of a sample's captions, in place of the sources' <see cref="DataSpec.Pick"/>.</param>
public sealed record PairLoaderOptions(
    IReadOnlyList<DataSpec> Sources,
    int Resolution,
    int BatchSize,
    int Context,
    int CaptionLength,
    AugmentationSpec Augmentation,
    int Seed,
    int Threads = 1,
    int Prefetch = 2,
    int Rank = 0,
    int World = 1,
    ColorStatistics Colors = ColorStatistics.ImageNet,
    Step<RgbImage, Pixels>? Images = null,
    TextSteps? Texts = null);

/// <summary>
/// Makes training batches in background threads: the same options and position give the same batches, whatever the number
/// of threads. Place i of a batch is given to candidate i; places whose candidate is skipped are filled again, the lowest
/// first, by the candidates that follow; every candidate's crop, colours and caption draws are seeded by its number.
/// </summary>
public sealed class PairLoader : IDisposable
{
    private readonly PairLoaderOptions options;
    private readonly SkipLedger ledger;
    private readonly SkipLedger ahead = new();
    private readonly AttemptLog log;
    private readonly SampleStream[] streams;
    private readonly PairSteps[] steps;
    private readonly double[] shares;
    private readonly BlockingCollection<PairBatch> free = [];
    private readonly BlockingCollection<Loaded> ready;
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch waited = new();
    private readonly Thread producer;
    private readonly SampleSeeds seeds;
    private readonly MemberBuffers? buffers;
    private readonly Candidate[] candidates;
    private readonly Attempt[] attempts;
    private readonly int[] places;
    private long samples;

    /// <summary>Starts loading.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="start">Where in the data to start: the start, or the position after a batch of a loader with the same options.</param>
    /// <param name="ledger">Told of every sample that is skipped, when the batch that it would have been in is handed out: it holds the skips up to that batch, however far ahead the loader is.</param>
    /// <exception cref="OpenVisionException">A shard or the vocabulary is missing.</exception>
    public PairLoader(PairLoaderOptions options, LoaderPosition start, SkipLedger ledger)
    {
        this.options = options;
        this.ledger = ledger;
        ahead.Restore(ledger.Counts, ledger.Named);
        log = new(ahead);
        Check(options, start);

        // A pipeline of a recipe's own may keep what it was given; ours do not.
        buffers = options.Images is null && options.Texts is null ? new(DataLimits.Default.WindowBytes) : null;
        steps = StepsOf(options);
        IReadOnlyList<string>[] shards = [.. options.Sources.Select(source => ShardList.Find(source.Shards))];
        int total = shards.Sum(list => list.Count);
        double before = 0;
        shares = [.. shards.Select(list => before += (double)list.Count / total)];
        streams =
        [
            .. options.Sources.Select((source, i) => new SampleStream(
                new(shards[i], source.ShuffleWindow, source.Resampled, options.Seed + i, options.Rank, options.World),
                start.Sources.Count > 0 ? start.Sources[i] : DataPosition.Start,
                ahead,
                buffers)),
        ];
        (candidates, attempts, places) = (new Candidate[options.BatchSize], new Attempt[options.BatchSize], new int[options.BatchSize]);
        samples = start.Samples;
        seeds = new(options.Seed);
        ready = new(options.Prefetch);

        // One batch with the trainer, one being filled, and those waiting between them.
        for (int i = 0; i < options.Prefetch + 2; i++)
        {
            free.Add(new PairBatch(options.BatchSize, options.Resolution, options.Context, options.CaptionLength));
        }

        producer = new Thread(Produce) { IsBackground = true, Name = "OpenVision loader" };
        producer.Start();
    }

    /// <summary>How long <see cref="Next"/> has waited for data in all.</summary>
    public TimeSpan Waited => waited.Elapsed;

    /// <summary>The next batch; give it back with <see cref="Return"/> when its tensors are made.</summary>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="OpenVisionException">The data cannot be read on.</exception>
    public PairBatch Next(CancellationToken cancellation)
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

    /// <summary>Gives a batch back to be filled again.</summary>
    /// <param name="batch">A batch from <see cref="Next"/>, not used any more.</param>
    public void Return(PairBatch batch) => free.Add(batch);

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        producer.Join();
        foreach (SampleStream stream in streams)
        {
            stream.Dispose();
        }

        free.Dispose();
        ready.Dispose();
        stop.Dispose();
    }

    private static void Check(PairLoaderOptions options, LoaderPosition start)
    {
        if (start.Sources.Count > 0 && start.Sources.Count != options.Sources.Count)
        {
            throw new OpenVisionException(
                $"The run cannot be resumed: its place in the data is that of {start.Sources.Count} sources, and now there are {options.Sources.Count}. Resume with the data it was started with, or start a new run.");
        }

        if (options.Sources.FirstOrDefault(source => source.Vocabulary != options.Sources[0].Vocabulary) is { } other)
        {
            throw new OpenVisionException(
                $"The sources '{options.Sources[0].Shards[0]}' and '{other.Shards[0]}' name two vocabularies, '{options.Sources[0].Vocabulary}' and '{other.Vocabulary}'; one text encoder reads one. Name the same in both [Data].");
        }
    }

    private static PairSteps[] StepsOf(PairLoaderOptions options)
    {
        TextTokenizer tokenizer = TextTokenizer.Load(options.Sources[0].Vocabulary);
        ImageTarget target = new(options.Resolution, options.Colors);
        Step<RgbImage, Pixels> images = options.Images ?? ReferencePipeline.ImagesOf(options.Augmentation, target);
        return
        [
            .. options.Sources.Select(source => new PairSteps(
                Texts.Captions(source.WebCaption, source.SyntheticCaption),
                options.Texts ?? ReferencePipeline.TextsOf(source.Pick),
                images,
                target,
                tokenizer)),
        ];
    }

    private void Produce()
    {
        try
        {
            while (true)
            {
                PairBatch batch = free.Take(stop.Token);
                Fill(batch);
                batch.After = new(samples, [.. streams.Select(stream => stream.Position)]);
                batch.Draws = CaptionDraws.Of(batch.Drawn, decodes: batch.CaptionLength > 0);
                ready.Add(new(batch, ahead.Counts, ahead.Named, null), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody waits for a batch any more.
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

    private void Fill(PairBatch batch)
    {
        ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop.Token };
        for (int place = 0; place < batch.Size; place++)
        {
            places[place] = place;
        }

        int count = batch.Size;
        while (count > 0)
        {
            for (int i = 0; i < count; i++)
            {
                candidates[i] = Take(places[i]);
            }

            Parallel.For(0, count, threads, i => attempts[i] = Write(candidates[i], batch));
            int left = 0;
            for (int i = 0; i < count; i++)
            {
                buffers?.Return(candidates[i].Sample);
                if (!log.Add(attempts[i]))
                {
                    places[left++] = candidates[i].Place;
                }
            }

            count = left;
        }
    }

    private Candidate Take(int place)
    {
        // Numbered over all processes: two of them must not crop and colour in step.
        ulong own = seeds.Own((samples++ * options.World) + options.Rank);
        double drawn = new Draw(own).Unit();
        int source = 0;
        while (source < shares.Length - 1 && drawn >= shares[source])
        {
            source++;
        }

        return new(place, source, streams[source].Next(stop.Token), SampleSeeds.Steps(own));
    }

    private Attempt Write(Candidate candidate, PairBatch batch) => Attempt.At(
        candidate.Sample,
        (Steps: steps[candidate.Source], candidate.Seed, candidate.Place, Batch: batch),
        static (sample, at) => at.Steps.Write(sample, at.Seed, at.Batch, at.Place));

    private sealed record Loaded(
        PairBatch? Batch, IReadOnlyDictionary<SkipReason, long> Counts, IReadOnlyList<Skip> Named, Exception? Failure);

    private readonly record struct Candidate(int Place, int Source, Sample Sample, ulong Seed);
}
