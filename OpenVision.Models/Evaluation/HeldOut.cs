using OpenVision.Data;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>A held-out sample with what is true of it.</summary>
/// <typeparam name="T">The kind of truth.</typeparam>
/// <param name="Sample">The sample.</param>
/// <param name="Truth">What is true of it.</param>
internal readonly record struct HeldOutItem<T>(Sample Sample, T Truth);

/// <summary>Reads what is true of a sample.</summary>
/// <typeparam name="T">The kind of truth.</typeparam>
/// <param name="sample">The sample.</param>
/// <param name="truth">What is true of it.</param>
/// <returns>Why that cannot be told, or null.</returns>
internal delegate Skip? TruthReader<T>(Sample sample, out T truth);

/// <summary>Some held-out pictures that run together.</summary>
/// <typeparam name="T">The kind of truth.</typeparam>
/// <param name="pixels">Room for the pictures, normalised, of which the first are filled.</param>
/// <param name="resolution">R, the side of a picture.</param>
/// <param name="items">The samples, B of them.</param>
internal sealed class HeldOutBatch<T>(float[] pixels, int resolution, IReadOnlyList<HeldOutItem<T>> items)
{
    /// <summary>The samples, B of them.</summary>
    public IReadOnlyList<HeldOutItem<T>> Items { get; } = items;

    /// <summary>The pictures; call before the next batch is read.</summary>
    /// <returns>float32, [B, 3, R, R], in the caller's dispose scope.</returns>
    public Tensor Images() => tensor(pixels.AsSpan(0, Items.Count * 3 * resolution * resolution).ToArray(), Items.Count, 3, resolution, resolution);
}

/// <summary>Reads held-out samples in their own order; what cannot be used is skipped and recorded.</summary>
/// <param name="Name">Where they come from, for messages.</param>
/// <param name="Samples">Reads them, telling a ledger of what it passes over.</param>
/// <param name="Limit">The most samples; 0 takes all.</param>
/// <param name="Preprocess">How pictures are prepared.</param>
/// <param name="BatchSize">How many samples run together.</param>
internal sealed record HeldOut(string Name, Func<SkipLedger, IEnumerable<Sample>> Samples, int Limit, PreprocessSpec Preprocess, int BatchSize)
{
    /// <summary>The samples of shards.</summary>
    /// <param name="pattern">The shards' paths, with brace lists and wildcards.</param>
    /// <exception cref="OpenVisionException">A shard is missing.</exception>
    public static Func<SkipLedger, IEnumerable<Sample>> InShards(string pattern)
    {
        IReadOnlyList<string> shards = ShardList.Find(pattern);
        return ledger => ShardReader.ReadAll(shards, ledger);
    }

    /// <summary>Takes every sample, whatever is true of it.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="truth">Nothing.</param>
    public static Skip? NoTruth(Sample sample, out bool truth)
    {
        truth = false;
        return null;
    }

    /// <summary>Reads batches; the buffer of one is filled again for the next.</summary>
    /// <typeparam name="T">The kind of truth.</typeparam>
    /// <param name="read">Reads what is true of a sample.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">A shard cannot be read, or no sample can be used.</exception>
    public IEnumerable<HeldOutBatch<T>> Batches<T>(TruthReader<T> read, SkipLedger ledger)
    {
        int size = 3 * Preprocess.Resolution * Preprocess.Resolution, taken = 0;
        float[] pixels = new float[checked(BatchSize * size)];
        List<HeldOutItem<T>> items = [];
        Skip? first = null;
        foreach (Sample sample in Samples(ledger))
        {
            Skip? skip = read(sample, out T truth) ?? PictureMember.Read(sample, Preprocess, pixels.AsSpan(items.Count * size, size));
            if (skip is not null)
            {
                first ??= skip;
                ledger.Add(skip);
                continue;
            }

            items.Add(new(sample, truth));
            taken++;
            if (items.Count == BatchSize || taken == Limit)
            {
                yield return new(pixels, Preprocess.Resolution, [.. items]);
                items.Clear();
            }

            if (taken == Limit)
            {
                break;
            }
        }

        if (items.Count > 0)
        {
            yield return new(pixels, Preprocess.Resolution, [.. items]);
        }

        if (taken == 0)
        {
            throw new OpenVisionException(first is null
                ? $"There is no sample in '{Name}'. 'data inspect' shows what shards hold."
                : $"No sample in '{Name}' can be used. The first, '{first.Key}' in '{first.Shard}': {first.Detail}");
        }
    }
}
