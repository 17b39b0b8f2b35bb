using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenVision.Data;

/// <summary>What identifies a list of shards in a run's record: names, sizes and first bytes, not where they lie.</summary>
/// <param name="Shards">The number of shards.</param>
/// <param name="Bytes">The bytes of all of them.</param>
/// <param name="Sha256">The SHA-256, in lower-case hexadecimal digits, of each shard's file name, size and first 4 KiB, in
/// the list's order.</param>
public sealed record ShardFingerprint(int Shards, long Bytes, string Sha256)
{
    private const int HeadBytes = 4096;

    /// <summary>The fingerprint of a list.</summary>
    /// <param name="shards">The shards' paths.</param>
    /// <exception cref="OpenVisionException">A shard cannot be read.</exception>
    public static ShardFingerprint Of(IReadOnlyList<string> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] head = new byte[HeadBytes];
        byte[] number = new byte[sizeof(long)];
        long total = 0;
        foreach (string path in shards)
        {
            try
            {
                using FileStream file = File.OpenRead(path);
                total += file.Length;
                byte[] name = Encoding.UTF8.GetBytes(Path.GetFileName(path));
                AppendNumber(name.Length);
                hash.AppendData(name);
                AppendNumber(file.Length);
                hash.AppendData(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new OpenVisionException($"The shard '{path}' cannot be read: {error.Message} Mend the file or "
                    + "its permissions, or leave it out of the list.", error);
            }
        }

        return new(shards.Count, total, Convert.ToHexStringLower(hash.GetHashAndReset()));

        void AppendNumber(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            hash.AppendData(number);
        }
    }
}
