using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>A source of training data in a run's record.</summary>
/// <param name="Shards">What identifies its shards.</param>
/// <param name="Vocabulary">The SHA-256 of the files that its vocabulary is read from.</param>
/// <param name="SamplesRead">The number of samples taken from it, the skipped ones included.</param>
/// <param name="Files">Its shards in their order, a line each (<see cref="ShardEntry"/>); no more than <see cref="MostFiles"/>.</param>
internal sealed record DataRecord(ShardFingerprint Shards, string Vocabulary, long SamplesRead, IReadOnlyList<string> Files)
{
    /// <summary>The most shards that are listed one by one; the fingerprint covers all.</summary>
    public const int MostFiles = 10_000;

    /// <summary>The record of a source.</summary>
    /// <param name="found">The source.</param>
    /// <param name="samplesRead">The number of samples taken from it.</param>
    public static DataRecord Of(FoundData found, long samplesRead) =>
        new(found.Source.Shards, found.Source.Vocabulary, samplesRead, [.. found.Shards.Take(MostFiles).Select(static shard => shard.ToString())]);
}
