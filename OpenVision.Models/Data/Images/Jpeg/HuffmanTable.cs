namespace OpenVision.Data.Images.Jpeg;

/// <summary>A Huffman table (ITU-T T.81, annex C), read once and kept while files repeat it, which encoders with standard tables do.</summary>
internal sealed class HuffmanTable
{
    /// <summary>How many bits are looked up at once.</summary>
    public const int FastBits = 10;

    private const int Lengths = 16, MostSymbols = 256;

    private readonly byte[] counts = new byte[Lengths];
    private readonly byte[] symbols = new byte[MostSymbols];
    private readonly ushort[] fast = new ushort[1 << FastBits];
    private readonly int[] limits = new int[Lengths + 1];
    private readonly int[] offsets = new int[Lengths + 1];

    /// <summary>
    /// By the next bits: a coefficient that lies wholly within them, as value × 256 + zeros before it × 16 + bits; 0 where there is none.
    /// </summary>
    public short[] Values { get; } = new short[1 << FastBits];

    /// <summary>The number of symbols; 0 before a table is read.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a table.</summary>
    /// <param name="source">16 numbers of codes by length, the symbols behind them, and what follows.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryRead(ReadOnlySpan<byte> source)
    {
        int count = 0;
        foreach (byte ofLength in source[..Lengths])
        {
            count += ofLength;
        }

        if (count is 0 or > MostSymbols || source.Length < Lengths + count)
        {
            return false;
        }

        ReadOnlySpan<byte> read = source.Slice(Lengths, count);
        if (count == Count && source[..Lengths].SequenceEqual(counts) && read.SequenceEqual(symbols.AsSpan(0, count)))
        {
            return true;
        }

        Count = 0;
        source[..Lengths].CopyTo(counts);
        read.CopyTo(symbols);
        if (!TryNumber())
        {
            return false;
        }

        FindValues();
        Count = count;
        return true;
    }

    /// <summary>The symbol that the next bits begin with, and its length.</summary>
    /// <param name="bits">The next bits, the first one highest.</param>
    /// <returns>length × 256 + symbol, or -1 where no code begins so.</returns>
    public int Find(ulong bits)
    {
        int found = fast[(int)(bits >> (64 - FastBits))];
        if (found != 0)
        {
            return found;
        }

        int next = (int)(bits >> (64 - Lengths));
        for (int length = FastBits + 1; length <= Lengths; length++)
        {
            if (next < limits[length])
            {
                return (length << 8) | symbols[((next >> (Lengths - length)) + offsets[length]) & (MostSymbols - 1)];
            }
        }

        return -1;
    }

    // Codes of one length are consecutive, and each length goes on where the shorter one ended.
    private bool TryNumber()
    {
        Array.Clear(fast);
        int code = 0, used = 0;
        for (int length = 1; length <= Lengths; length++)
        {
            offsets[length] = used - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, used++)
            {
                if (code >= 1 << length)
                {
                    return false;
                }

                if (length <= FastBits)
                {
                    fast.AsSpan(code << (FastBits - length), 1 << (FastBits - length)).Fill((ushort)((length << 8) | symbols[used]));
                }
            }

            limits[length] = code << (Lengths - length);
            code <<= 1;
        }

        return true;
    }

    private void FindValues()
    {
        for (int i = 0; i < Values.Length; i++)
        {
            int length = fast[i] >> 8, zeros = (fast[i] >> 4) & 15, size = fast[i] & 15;
            Values[i] = 0;
            if (length == 0 || size == 0 || length + size > FastBits)
            {
                continue;
            }

            int value = EntropyReader.Extended((i >> (FastBits - length - size)) & ((1 << size) - 1), size);
            if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
            {
                Values[i] = (short)((value * 256) + (zeros * 16) + length + size);
            }
        }
    }
}
