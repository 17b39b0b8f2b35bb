using System.Globalization;
using System.Security.Cryptography;

namespace OpenVision.Data;

/// <summary>What identifies one shard in a run's record: its name, its size and its first bytes, not where it lies.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Head">The SHA-256 of its first 4 KiB, the first 16 of its lower-case hexadecimal digits.</param>
public sealed record ShardEntry(string Name, long Bytes, string Head)
{
    private const int HeadBytes = 4096;
    private const int HeadDigits = 16;

    /// <summary>Looks at a shard.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">It cannot be read.</exception>
    public static ShardEntry Of(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[HeadBytes];
            head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            return new(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(head))[..HeadDigits]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The shard '{path}' cannot be read: {error.Message} Mend the file or "
                + "its permissions, or leave it out of the list.", error);
        }
    }

    /// <summary>The line: first bytes, size, name.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Head} {Bytes} {Name}");
}
