using System.Buffers.Binary;

namespace OpenVision.Numerics;

/// <summary>The checksum of zip files (CRC-32 of ISO 3309), eight bytes at a time by as many tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320; // its bits reversed, as the checksum reads them

    private static readonly uint[][] Tables = Build();

    /// <summary>Goes on with a checksum.</summary>
    /// <param name="crc">The checksum of the bytes before; 0 at the start.</param>
    /// <param name="bytes">The next bytes.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] t0 = Tables[0], t1 = Tables[1], t2 = Tables[2], t3 = Tables[3], t4 = Tables[4], t5 = Tables[5], t6 = Tables[6], t7 = Tables[7];
        crc = ~crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = t7[(byte)word] ^ t6[(byte)(word >> 8)] ^ t5[(byte)(word >> 16)] ^ t4[(byte)(word >> 24)]
                ^ t3[(byte)(word >> 32)] ^ t2[(byte)(word >> 40)] ^ t1[(byte)(word >> 48)] ^ t0[(byte)(word >> 56)];
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ t0[(byte)(crc ^ value)];
        }

        return ~crc;
    }

    // Table k holds what a byte adds to the checksum k bytes later.
    private static uint[][] Build()
    {
        uint[][] tables = [.. Enumerable.Range(0, sizeof(ulong)).Select(_ => new uint[256])];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }

            tables[0][value] = crc;
        }

        for (int k = 1; k < tables.Length; k++)
        {
            for (int value = 0; value < 256; value++)
            {
                uint crc = tables[k - 1][value];
                tables[k][value] = (crc >> 8) ^ tables[0][(byte)crc];
            }
        }

        return tables;
    }
}
