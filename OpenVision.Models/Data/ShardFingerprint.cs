using System.Security.Cryptography;
using System.Text;

namespace OpenVision.Data;

/// <summary>What identifies a list of shards in a run's record: names, sizes and first bytes, not where they lie.</summary>
/// <param name="Shards">The number of shards.</param>
/// <param name="Bytes">The bytes of all of them.</param>
/// <param name="Sha256">The SHA-256, in lower-case hexadecimal digits, of the line of each shard (<see cref="ShardEntry"/>) with
/// a line feed, in the list's order.</param>
public sealed record ShardFingerprint(int Shards, long Bytes, string Sha256)
{
    /// <summary>The fingerprint of a list.</summary>
    /// <param name="shards">The shards.</param>
    public static ShardFingerprint Of(IReadOnlyList<ShardEntry> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ShardEntry shard in shards)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{shard}\n"));
        }

        return new(shards.Count, shards.Sum(static shard => shard.Bytes), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The fingerprint of a list.</summary>
    /// <param name="shards">The shards' paths.</param>
    /// <exception cref="OpenVisionException">A shard cannot be read.</exception>
    public static ShardFingerprint Of(IReadOnlyList<string> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return Of([.. shards.Select(ShardEntry.Of)]);
    }
}
