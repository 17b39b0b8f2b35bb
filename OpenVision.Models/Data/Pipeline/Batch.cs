namespace OpenVision.Data.Pipeline;

/// <summary>How many samples make a batch. What has no fixed size cannot be piped into one: that does not compile (CS0019).</summary>
public readonly record struct Batch
{
    private Batch(int size, int threads)
    {
        Size = size;
        Threads = threads;
    }

    /// <summary>B, the number of samples.</summary>
    public int Size { get; }

    /// <summary>The number of threads that make them; batches are the same for any number.</summary>
    public int Threads { get; }

    /// <summary>Batches of a size.</summary>
    /// <param name="size">B, the number of samples, at least 1.</param>
    /// <param name="threads">The number of threads that make them, at least 1.</param>
    public static Batch Of(int size, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new(size, threads);
    }

    /// <summary>Batches of pictures; the last of a single pass may be smaller.</summary>
    /// <param name="samples">Pictures of one size.</param>
    /// <param name="batch">How many make a batch.</param>
    public static IEnumerable<ImageBatch> operator |(Samples<Pixels> samples, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return samples.InBatches(batch, ImageBatch.Of);
    }

    /// <summary>Batches of pictures with a text each; the last of a single pass may be smaller.</summary>
    /// <param name="samples">Pictures of one size and texts of one length.</param>
    /// <param name="batch">How many make a batch.</param>
    public static IEnumerable<ImageTextBatch> operator |(Samples<(Pixels Image, TokenIds Text)> samples, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return samples.InBatches(batch, ImageTextBatch.Of);
    }
}

/// <summary>A batch of pictures. Its arrays are its own: it may be kept while others are read.</summary>
/// <param name="Keys">The samples' keys, B of them.</param>
/// <param name="Resolution">R, the side of the pictures in pixels.</param>
/// <param name="Images">Normalised pictures, [B, 3, R, R].</param>
public sealed record ImageBatch(IReadOnlyList<string> Keys, int Resolution, float[] Images)
{
    /// <summary>B, the number of samples.</summary>
    public int Size => Keys.Count;

    internal static ImageBatch Of(IReadOnlyList<Made<Pixels>> samples) =>
        new([.. samples.Select(sample => sample.Key)], samples[0].Value.Side, Join([.. samples.Select(sample => sample.Value.Memory)], "values of a picture"));

    internal static T[] Join<T>(ReadOnlyMemory<T>[] parts, string unit)
    {
        int length = parts[0].Length;
        T[] joined = new T[checked(parts.Length * length)];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length != length)
            {
                throw new OpenVisionException($"A batch cannot hold both {length} and {parts[i].Length} {unit}. Give every sample the same number.");
            }

            parts[i].CopyTo(joined.AsMemory(i * length));
        }

        return joined;
    }
}

/// <summary>A batch of pictures with a text each. Its arrays are its own: it may be kept while others are read.</summary>
/// <param name="Keys">The samples' keys, B of them.</param>
/// <param name="Resolution">R, the side of the pictures in pixels.</param>
/// <param name="Images">Normalised pictures, [B, 3, R, R].</param>
/// <param name="Context">T, the number of tokens of a text.</param>
/// <param name="Texts">Token ids, [B, T].</param>
public sealed record ImageTextBatch(IReadOnlyList<string> Keys, int Resolution, float[] Images, int Context, long[] Texts)
{
    /// <summary>B, the number of samples.</summary>
    public int Size => Keys.Count;

    internal static ImageTextBatch Of(IReadOnlyList<Made<(Pixels Image, TokenIds Text)>> samples) => new(
        [.. samples.Select(sample => sample.Key)],
        samples[0].Value.Image.Side,
        ImageBatch.Join([.. samples.Select(sample => sample.Value.Image.Memory)], "values of a picture"),
        samples[0].Value.Text.Ids.Length,
        ImageBatch.Join([.. samples.Select(sample => sample.Value.Text.Ids)], "tokens of a text"));
}
