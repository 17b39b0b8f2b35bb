using System.Buffers.Binary;
using System.Numerics;

namespace OpenVision.Reporting;

/// <summary>
/// The framing of TFRecord files: the record's length (8 bytes, little-endian), a checksum of these bytes, the record, a
/// checksum of the record.
/// </summary>
internal static class RecordFrame
{
    /// <summary>The number of bytes before a record.</summary>
    public const int HeaderLength = 12;

    /// <summary>The number of bytes after a record.</summary>
    public const int FooterLength = 4;

    /// <summary>Writes what precedes a record.</summary>
    /// <param name="length">The record's length in bytes.</param>
    /// <param name="target">12 bytes.</param>
    public static void WriteHeader(long length, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], Masked(Crc32C(target[..8])));
    }

    /// <summary>Writes what follows a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="target">4 bytes.</param>
    public static void WriteFooter(ReadOnlySpan<byte> record, Span<byte> target) =>
        BinaryPrimitives.WriteUInt32LittleEndian(target, Masked(Crc32C(record)));

    /// <summary>The CRC-32C (Castagnoli) of RFC 3720, by the processor's own instruction where it has one.</summary>
    /// <param name="bytes">The bytes.</param>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (byte value in rest)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    /// <summary>A checksum that may be stored among the data it is of: turned by 15 bits and moved by a constant.</summary>
    /// <param name="crc">The checksum.</param>
    public static uint Masked(uint crc) => unchecked(BitOperations.RotateRight(crc, 15) + 0xA282EAD8);
}
