using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>What identifies a source of training data, wherever it lies.</summary>
/// <param name="Shards">Its shards.</param>
/// <param name="Vocabulary">The SHA-256 of the files that its vocabulary is read from.</param>
internal sealed record DataSource(ShardFingerprint Shards, string Vocabulary);
