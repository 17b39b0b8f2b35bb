using System.Security.Cryptography;
using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Text;

namespace OpenVision.Training;

/// <summary>A source of training data that was found.</summary>
/// <param name="Source">What identifies it.</param>
/// <param name="Shards">Its shards one by one, in the order of the recipe's list.</param>
internal sealed record FoundData(DataSource Source, IReadOnlyList<ShardEntry> Shards)
{
    /// <summary>Looks at the data of a recipe.</summary>
    /// <param name="data">The recipe's sources.</param>
    /// <exception cref="OpenVisionException">A shard or a vocabulary is missing.</exception>
    public static IReadOnlyList<FoundData> Of(IEnumerable<DataSpec> data) =>
    [
        .. data.Select(source =>
        {
            ShardEntry[] shards = [.. ShardList.Find(source.Shards).Select(ShardEntry.Of)];
            return new FoundData(new(ShardFingerprint.Of(shards), HashOf(source.Vocabulary)), shards);
        }),
    ];

    /// <summary>Looks at a source of conversations.</summary>
    /// <param name="source">The source.</param>
    /// <param name="tokenizer">The file of the language model's tokenizer, or its folder.</param>
    /// <exception cref="OpenVisionException">A file is missing.</exception>
    public static FoundData Of(ConversationSpec source, string tokenizer)
    {
        ShardEntry[] files = [.. ConversationSet.FilesOf(source).Select(ShardEntry.Of)];
        return new(new(ShardFingerprint.Of(files), HashOf(LanguageTokenizer.Find(tokenizer))), files);
    }

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
