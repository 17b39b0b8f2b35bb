using System.Buffers.Binary;
using System.Text;

namespace OpenVision.Text;

/// <summary>
/// SentencePiece's precompiled replacements of characters (NFKC and white space, for T5): a double-array trie over UTF-8 (Darts'
/// layout) whose values are places in a block of zero-terminated texts. The longest entry that matches is replaced.
/// </summary>
/// <param name="units">The trie; every place it names is checked when it is followed.</param>
/// <param name="texts">The replacements.</param>
internal sealed class CharacterMap(uint[] units, byte[] texts)
{
    // NFKC's longest has 33 bytes; without a bound a short text could fill the memory.
    private const int LongestReplacement = 256;

    /// <summary>Replaces nothing.</summary>
    public static CharacterMap Empty { get; } = new([], []);

    /// <summary>Reads a map.</summary>
    /// <param name="blob">The trie's length in bytes, little-endian in 4 bytes, the trie and the texts; empty for no map.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CharacterMap Read(ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            return Empty;
        }

        const int header = sizeof(uint);
        uint length = blob.Length >= header ? BinaryPrimitives.ReadUInt32LittleEndian(blob) : uint.MaxValue;
        if (length > blob.Length - header || length % sizeof(uint) != 0)
        {
            throw new InvalidDataException($"Its precompiled_charsmap of {blob.Length} bytes names a trie of {length}.");
        }

        uint[] units = new uint[length / sizeof(uint)];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(header + (i * sizeof(uint)))..]);
        }

        byte[] texts = blob[(header + (int)length)..].ToArray();
        for (int start = 0; start < texts.Length;)
        {
            int end = Array.IndexOf(texts, (byte)0, start);
            end = end < 0 ? texts.Length : end;
            if (end - start > LongestReplacement)
            {
                throw new InvalidDataException($"A replacement in its precompiled_charsmap has {end - start} bytes; {LongestReplacement} are read.");
            }

            start = end + 1;
        }

        return new(units, texts);
    }

    /// <summary>Makes the replacements.</summary>
    /// <param name="text">The text; lone surrogates become U+FFFD.</param>
    public string Apply(string text)
    {
        if (units.Length == 0)
        {
            return text;
        }

        byte[] source = Encoding.UTF8.GetBytes(text);
        List<byte> target = new(source.Length);
        for (int at = 0; at < source.Length;)
        {
            (int length, int place) = Longest(source.AsSpan(at));
            if (length == 0)
            {
                Rune.DecodeFromUtf8(source.AsSpan(at), out _, out length);
                target.AddRange(source.AsSpan(at, length));
            }
            else
            {
                ReadOnlySpan<byte> replacement = texts.AsSpan(place);
                int end = replacement.IndexOf((byte)0);
                target.AddRange(end < 0 ? replacement : replacement[..end]);
            }

            at += length;
        }

        return Encoding.UTF8.GetString([.. target]);
    }

    private (int Length, int Place) Longest(ReadOnlySpan<byte> source)
    {
        (int Length, int Place) longest = default;
        uint node = Offset(units[0]);
        for (int i = 0; i < source.Length; i++)
        {
            node ^= source[i];
            if (node >= units.Length || Label(units[node]) != source[i])
            {
                break;
            }

            bool ends = ((units[node] >> 8) & 1) != 0;
            node ^= Offset(units[node]);
            if (ends && node < units.Length && (units[node] & int.MaxValue) is var place && place < texts.Length)
            {
                longest = (i + 1, (int)place);
            }
        }

        return longest;
    }

    // The byte that leads to a unit; a unit with the top bit set holds a value, and no byte leads there.
    private static uint Label(uint unit) => unit & 0x8000_00FF;

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
