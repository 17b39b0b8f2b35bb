using OpenVision.Numerics;

namespace OpenVision.Data;

/// <summary>Which shards a reader reads in an epoch, and in which order.</summary>
internal static class ShardOrder
{
    /// <summary>
    /// A reader's shards of one epoch: its stride of a permutation of all shards that every process draws alike, so that
    /// the readers of all processes share each epoch's shards out among them; or, resampled, as many draws with replacement.
    /// </summary>
    /// <param name="options">The stream's options.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="reader">The reader's number in this process, from 0.</param>
    public static IReadOnlyList<string> Of(SampleStreamOptions options, long epoch, int reader)
    {
        IReadOnlyList<string> shards = options.Shards;
        int stride = options.World * options.Readers, first = GlobalReader(options, reader);
        ulong seed = Hash.Of(Hash.Of(options.Resampled ? "resampled shards" : "shards", options.Seed), (ulong)epoch);
        if (options.Resampled)
        {
            Draw draws = new(Hash.Of(seed, (ulong)first));
            string[] drawn = new string[(shards.Count + stride - 1) / stride];
            for (int i = 0; i < drawn.Length; i++)
            {
                drawn[i] = shards[draws.Below(shards.Count)];
            }

            return drawn;
        }

        int[] order = [.. Enumerable.Range(0, shards.Count)];
        new Draw(seed).Shuffle(order);
        return [.. order.Where((_, place) => place % stride == first).Select(shard => shards[shard])];
    }

    /// <summary>A reader's number among those of all processes, from 0.</summary>
    /// <param name="options">The stream's options.</param>
    /// <param name="reader">The reader's number in this process, from 0.</param>
    public static int GlobalReader(SampleStreamOptions options, int reader) => (options.Rank * options.Readers) + reader;
}
