using System.Collections.Concurrent;
using System.Diagnostics;
using OpenVision.Data.Images;
using OpenVision.Numerics;
using OpenVision.Text;

namespace OpenVision.Data;

/// <summary>What a loader makes batches of.</summary>
/// <param name="Sources">The recipe's data sources, their shard lists expanded; all have the same vocabulary.</param>
/// <param name="Resolution">The side of the images in pixels.</param>
/// <param name="BatchSize">B, the number of pairs.</param>
/// <param name="Context">T, the number of tokens of a text.</param>
/// <param name="CaptionLength">L, the number of tokens of a whole caption; 0 without a decoder.</param>
/// <param name="Augmentation">What happens to an image.</param>
/// <param name="Seed">The seed of order, crops, colours and caption draws.</param>
/// <param name="Threads">The number of decoding threads.</param>
/// <param name="Prefetch">The number of batches made ahead.</param>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="World">The number of processes.</param>
/// <param name="Colors">What images are normalised with.</param>
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
    ColorStatistics Colors = ColorStatistics.ImageNet);

/// <summary>
/// Makes training batches in background threads: the same options and position give the same batches, whatever the number
/// of threads. Place i of a batch is given to candidate i; places whose candidate is skipped are filled again, the lowest
/// first, by the candidates that follow; every candidate's crop, colours and caption draws are seeded by its number.
/// </summary>
public sealed class PairLoader : IDisposable
{
    // A source in which so many samples in a row are unusable is not what its user meant to train on.
    private const int MostSkipsInARow = 1000;

    private readonly PairLoaderOptions options;
    private readonly TextTokenizer tokenizer;
    private readonly SkipLedger ledger;
    private readonly SkipLedger ahead = new();
    private readonly SampleStream[] streams;
    private readonly double[] shares;
    private readonly BlockingCollection<PairBatch> free = [];
    private readonly BlockingCollection<Loaded> ready;
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch waited = new();
    private readonly Thread producer;
    private readonly ulong seed;
    private long samples;
    private int skipsInARow;

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
        Check(options, start);
        tokenizer = TextTokenizer.Load(options.Sources[0].Vocabulary);
        IReadOnlyList<string>[] shards = [.. options.Sources.Select(source => ShardList.Find(source.Shards))];
        int total = shards.Sum(list => list.Count);
        double before = 0;
        shares = [.. shards.Select(list => before += (double)list.Count / total)];
        streams =
        [
            .. options.Sources.Select((source, i) => new SampleStream(
                new(shards[i], source.ShuffleWindow, source.Resampled, options.Seed + i, options.Rank, options.World),
                start.Sources.Count > 0 ? start.Sources[i] : DataPosition.Start,
                ahead)),
        ];
        samples = start.Samples;
        seed = Hash.Of("sample", options.Seed);
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
        int[] places = [.. Enumerable.Range(0, batch.Size)];
        while (places.Length > 0)
        {
            Candidate[] candidates = [.. places.Select(place => Take(place))];
            Skip?[] skips = new Skip?[candidates.Length];
            ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop.Token };
            Parallel.For(0, candidates.Length, threads, i => skips[i] = Write(candidates[i], batch));
            foreach (Skip? skip in skips)
            {
                skipsInARow = skip is null ? 0 : skipsInARow + 1;
                if (skip is not null)
                {
                    ahead.Add(skip);
                }

                if (skipsInARow == MostSkipsInARow)
                {
                    throw new OpenVisionException(
                        $"{MostSkipsInARow} samples in a row cannot be used; the last is {skip!.Key} of {skip.Shard}: {skip.Detail} Check the shards with 'data inspect'.");
                }
            }

            places = [.. places.Where((_, i) => skips[i] is not null)];
        }
    }

    private Candidate Take(int place)
    {
        // Numbered over all processes: two of them must not crop and colour in step.
        ulong number = ((ulong)samples++ * (ulong)options.World) + (ulong)options.Rank;
        ulong own = Hash.Of(seed, number);
        double drawn = new Draw(own).Unit();
        int source = Math.Max(0, Array.FindIndex(shares, bound => drawn < bound));
        return new(place, source, streams[source].Next(stop.Token), Hash.Of(own, 1));
    }

    private Skip? Write(Candidate candidate, PairBatch batch)
    {
        Sample sample = candidate.Sample;
        DataSpec spec = options.Sources[candidate.Source];
        Draw draw = new(candidate.Seed);
        int place = candidate.Place;
        try
        {
            Captions captions = Captions.Of(sample, spec, ref draw);
            string extension = ImageHeader.Extensions.FirstOrDefault(sample.Members.ContainsKey)
                ?? throw new SampleFault(SkipReason.NoImage, $"None of its members is an image ({string.Join(", ", ImageHeader.Extensions)}).");
            RgbImage image = ImageDecoder.Decode(sample.Members[extension], DataLimits.Default.ImagePixels);
            int pixels = 3 * batch.Resolution * batch.Resolution;
            TrainImage.Write(image, options.Augmentation, options.Colors, batch.Resolution, ref draw, batch.Images.AsSpan(place * pixels, pixels));
            tokenizer.EncodeText(captions.Web, batch.WebText.AsSpan(place * batch.Context, batch.Context));
            tokenizer.EncodeText(captions.Picked, batch.SyntheticText.AsSpan(place * batch.Context, batch.Context));
            if (batch.CaptionLength > 0)
            {
                tokenizer.EncodeCaption(captions.Whole, batch.Caption.AsSpan(place * batch.CaptionLength, batch.CaptionLength));
            }

            batch.Keys[place] = sample.Key;
            batch.Drawn[place] = captions.Drawn;
            return null;
        }
        catch (SampleFault fault)
        {
            return new(fault.Reason, sample.Shard, sample.Key, fault.Message);
        }
    }

    private sealed record Loaded(
        PairBatch? Batch, IReadOnlyDictionary<SkipReason, long> Counts, IReadOnlyList<Skip> Named, Exception? Failure);

    private readonly record struct Candidate(int Place, int Source, Sample Sample, ulong Seed);
}
