using System.Security.Cryptography;
using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>What identifies a source of training data, wherever it lies.</summary>
/// <param name="Shards">Its shards.</param>
/// <param name="Vocabulary">The SHA-256 of its vocabulary file.</param>
internal sealed record DataSource(ShardFingerprint Shards, string Vocabulary)
{
    /// <summary>Looks at the data of a recipe.</summary>
    /// <param name="data">The recipe's sources.</param>
    /// <exception cref="OpenVisionException">A shard or a vocabulary is missing.</exception>
    public static IReadOnlyList<DataSource> Of(IEnumerable<DataSpec> data) =>
        [.. data.Select(source => new DataSource(ShardFingerprint.Of(ShardList.Find(source.Shards)), HashOf(source.Vocabulary)))];

    private static string HashOf(string vocabulary)
    {
        try
        {
            using FileStream file = File.OpenRead(vocabulary);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OpenVisionException($"The vocabulary '{vocabulary}' cannot be read: {e.Message} Name a file with one WordPiece a line in [Data(Vocabulary = …)].", e);
        }
    }
}
