using System.Buffers.Binary;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>Reads the Huffman-coded blocks of a sequential JPEG's scan (ITU-T T.81, annex F).</summary>
/// <param name="data">The file from the scan's first byte on.</param>
internal ref struct EntropyReader(ReadOnlySpan<byte> data)
{
    // A code and its value have at most 16 and 15 bits.
    private const int Needed = 31;

    // Where the coefficients lie that are written in the order of a zigzag.
    private static readonly byte[] zigzag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly ReadOnlySpan<byte> data = data;
    private ulong bits;
    private int count;
    private int at;

    // Zeros that stand behind the last bit before a marker.
    private int padded;

    /// <summary>Whether more was read than there is: the data is damaged.</summary>
    public readonly bool IsOverrun => count < padded;

    /// <summary>The number that bits of a size stand for (T.81, F.2.2.1).</summary>
    /// <param name="value">The bits.</param>
    /// <param name="size">How many they are, at least 1.</param>
    public static int Extended(int value, int size) => value < 1 << (size - 1) ? value - (1 << size) + 1 : value;

    /// <summary>Reads a block.</summary>
    /// <param name="first">The table of first coefficients.</param>
    /// <param name="others">The table of the others.</param>
    /// <param name="steps">What each coefficient is multiplied by, in the order of the zigzag.</param>
    /// <param name="before">The component's first coefficient in the block before, moved on to this one's.</param>
    /// <param name="block">64 zeros, filled row by row.</param>
    /// <param name="last">The place of the last coefficient in the zigzag.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryRead(HuffmanTable first, HuffmanTable others, int[] steps, scoped ref int before, scoped Span<int> block, out int last)
    {
        last = 0;
        if (count < Needed)
        {
            Refill();
        }

        int symbol = first.Find(bits);
        if (symbol < 0 || (symbol & 0xFF) > 15)
        {
            return false;
        }

        Pass(symbol >> 8);
        if ((symbol & 0xFF) is > 0 and int size)
        {
            before += Take(size);
        }

        block[0] = before * steps[0];
        short[] values = others.Values;
        for (int k = 1; k < block.Length; k++)
        {
            if (count < Needed)
            {
                Refill();
            }

            int value = values[(int)(bits >> (64 - HuffmanTable.FastBits))];
            if (value != 0)
            {
                k += (value >> 4) & 15;
                Pass(value & 15);
                value >>= 8;
            }
            else
            {
                symbol = others.Find(bits);
                if (symbol < 0)
                {
                    return false;
                }

                Pass(symbol >> 8);
                int zeros = (symbol >> 4) & 15;
                size = symbol & 15;
                if (size == 0)
                {
                    if (zeros != 15)
                    {
                        break;
                    }

                    k += 15;
                    continue;
                }

                k += zeros;
                value = Take(size);
            }

            if (k >= block.Length)
            {
                return false;
            }

            block[zigzag[k]] = value * steps[k];
            last = k;
        }

        return true;
    }

    /// <summary>Goes on behind a restart marker.</summary>
    /// <param name="number">The number that it must have, 0 to 7.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryRestart(int number)
    {
        if (IsOverrun || count - padded >= 8)
        {
            return false;
        }

        int marker = at;
        while (marker + 1 < data.Length && data[marker] == 0xFF && data[marker + 1] == 0xFF)
        {
            marker++;
        }

        if (marker + 1 >= data.Length || data[marker] != 0xFF || data[marker + 1] != 0xD0 + number)
        {
            return false;
        }

        (bits, count, padded, at) = (0, 0, 0, marker + 2);
        return true;
    }

    private int Take(int size)
    {
        int value = (int)(bits >> (64 - size));
        Pass(size);
        return Extended(value, size);
    }

    private void Pass(int length)
    {
        bits <<= length;
        count -= length;
    }

    private void Refill()
    {
        if (at + 8 <= data.Length)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(data[at..]);

            // No byte of the eight is 0xFF: nothing is stuffed and no marker is near.
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0)
            {
                int taken = (64 - count) >> 3;
                bits |= (next & (ulong.MaxValue << (64 - (8 * taken)))) >> count;
                at += taken;
                count += 8 * taken;
                return;
            }
        }

        while (count <= 56)
        {
            ulong next = 0;
            if (at < data.Length && data[at] != 0xFF)
            {
                next = data[at++];
            }
            else if (at + 1 < data.Length && data[at + 1] == 0)
            {
                next = 0xFF;
                at += 2;
            }
            else
            {
                padded += 8;
            }

            bits |= next << (56 - count);
            count += 8;
        }
    }
}
