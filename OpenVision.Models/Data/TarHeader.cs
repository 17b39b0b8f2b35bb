using System.Buffers.Binary;
using System.Text;

namespace OpenVision.Data;

/// <summary>
/// The fields of one 512-byte tar header, in the layouts of POSIX ustar, GNU tar and the seventh edition. Layout: POSIX.1-2017,
/// <c>pax</c>, "ustar Interchange Format".
/// </summary>
internal static class TarHeader
{
    /// <summary>Everything in a tar archive starts at a multiple of this.</summary>
    public const int Block = 512;

    private const int Checksum = 148, ChecksumLength = 8;

    /// <summary>Whether the header's checksum is that of its bytes; the sum of signed bytes, which old writers made, counts
    /// too.</summary>
    /// <param name="block">The header.</param>
    public static bool IsIntact(ReadOnlySpan<byte> block)
    {
        int unsigned = 0, signed = 0;
        for (int i = 0; i < block.Length; i++)
        {
            byte value = i is >= Checksum and < Checksum + ChecksumLength ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        return Number(block.Slice(Checksum, ChecksumLength)) is long sum && (sum == unsigned || sum == signed);
    }

    /// <summary>The declared size, or null where the field holds no number of bytes.</summary>
    /// <param name="block">The header.</param>
    public static long? Size(ReadOnlySpan<byte> block) => Number(block.Slice(124, 12));

    /// <summary>The type flag.</summary>
    /// <param name="block">The header.</param>
    public static char Type(ReadOnlySpan<byte> block) => (char)block[156];

    /// <summary>Whether a GNU sparse header goes on in the next block.</summary>
    /// <param name="block">The header.</param>
    public static bool SparseMapGoesOn(ReadOnlySpan<byte> block) => block[482] != 0;

    /// <summary>The name; in ustar archives a prefix field holds the first part of a long one.</summary>
    /// <param name="block">The header.</param>
    public static string Name(ReadOnlySpan<byte> block)
    {
        string name = Text(block[..100]);

        // GNU's magic reads "ustar  ": its prefix field holds times instead.
        bool ustar = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        string prefix = ustar ? Text(block.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    /// <summary>The text of a field that ends at its first NUL; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="field">The field.</param>
    public static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal digits between spaces and NULs, or GNU's big-endian binary number after a first byte of 0x80.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80 && field.Length > sizeof(long))
        {
            ReadOnlySpan<byte> high = field[1..^8];
            long number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return number < 0 || high.ContainsAnyExcept((byte)0) ? null : number;
        }

        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        long value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = (value << 3) + (digit - '0');
        }

        return value;
    }
}
