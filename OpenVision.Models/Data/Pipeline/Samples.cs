using System.Collections;
using OpenVision.Numerics;

namespace OpenVision.Data.Pipeline;

/// <summary>
/// The samples of shards with a pipeline applied to each. A value: nothing is open before it is enumerated, each enumeration
/// starts anew and gives the same, and what it opens is closed when it ends or is left.
/// </summary>
/// <typeparam name="T">What is made of a sample.</typeparam>
public sealed class Samples<T> : IEnumerable<T>
{
    // Enough for each thread to have something to do while another has a large picture.
    private const int ChunkOfAThread = 4;

    private readonly SampleSource source;
    private readonly Step<Sample, T> steps;

    internal Samples(SampleSource source, Step<Sample, T> steps)
    {
        this.source = source;
        this.steps = steps;
    }

    /// <summary>Reads the samples one after the other, on the caller's thread.</summary>
    /// <exception cref="OpenVisionException">A shard cannot be read, a step fails, or 1000 samples in a row cannot be used.</exception>
    public IEnumerator<T> GetEnumerator() => Made(1).Select(made => made.Value).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Samples<TOut> Then<TOut>(Step<T, TOut> step) => new(source, steps | step);

    internal IEnumerable<TBatch> InBatches<TBatch>(Batch batch, Func<IReadOnlyList<Made<T>>, TBatch> collate)
    {
        List<Made<T>> made = [];
        foreach (Made<T> one in Made(batch.Threads))
        {
            made.Add(one);
            if (made.Count == batch.Size)
            {
                yield return collate(made);
                made.Clear();
            }
        }

        if (made.Count > 0)
        {
            yield return collate(made);
        }
    }

    // In the order of the samples, whatever the number of threads.
    private IEnumerable<Made<T>> Made(int threads)
    {
        SampleSeeds seeds = new(source.Seed);
        AttemptLog log = new(source.Skips);
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        long number = 0;
        foreach (Sample[] chunk in source.Open().Chunk(threads == 1 ? 1 : threads * ChunkOfAThread))
        {
            T[] values = new T[chunk.Length];
            Attempt[] attempts = new Attempt[chunk.Length];
            Parallel.For(0, chunk.Length, options, i => attempts[i] = Attempt.At(chunk[i], i, (sample, place) =>
            {
                StepContext context = new(new Draw(SampleSeeds.Steps(seeds.Own(number + place))), default);
                values[place] = steps.Apply(sample, ref context);
            }));
            for (int i = 0; i < chunk.Length; i++)
            {
                if (log.Add(attempts[i]))
                {
                    yield return new(chunk[i].Key, values[i]);
                }
            }

            number += chunk.Length;
        }
    }
}

/// <summary>Where samples come from.</summary>
/// <param name="Open">Opens the shards and reads.</param>
/// <param name="Seed">The seed of the samples' draws.</param>
/// <param name="Skips">Told of every sample that is skipped.</param>
internal sealed record SampleSource(Func<IEnumerable<Sample>> Open, int Seed, SkipLedger Skips);

/// <summary>What was made of a sample.</summary>
/// <typeparam name="T">What was made.</typeparam>
/// <param name="Key">The sample's key.</param>
/// <param name="Value">What was made of it.</param>
internal readonly record struct Made<T>(string Key, T Value);
