using System.Security.Cryptography;
using OpenVision.Data;
using OpenVision.Text;

namespace OpenVision.Training;

/// <summary>What identifies a source of training data, wherever it lies.</summary>
/// <param name="Shards">Its shards.</param>
/// <param name="Vocabulary">The SHA-256 of the files that its vocabulary is read from.</param>
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
            using SHA256 hash = SHA256.Create();
            using (CryptoStream hashed = new(Stream.Null, hash, CryptoStreamMode.Write))
            {
                foreach (string part in VocabularyFile.PartsOf(vocabulary))
                {
                    using FileStream file = File.OpenRead(part);
                    file.CopyTo(hashed);
                }
            }

            return Convert.ToHexStringLower(hash.Hash!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OpenVisionException($"The vocabulary '{vocabulary}' cannot be read: {e.Message} Name one that can in [Data(Vocabulary = …)].", e);
        }
    }
}
