namespace OpenVision.Text;

/// <summary>
/// GPT-2's alphabet, in which byte-level vocabularies are written: a character for each byte. Printable bytes of Latin-1 stand for
/// themselves, the others follow from U+0100.
/// </summary>
internal static class ByteAlphabet
{
    /// <summary>The bytes in the order of CLIP's ids: the printable ones, then the others.</summary>
    public static readonly IReadOnlyList<byte> Order =
        [.. All.Where(IsPrintable), .. All.Where(value => !IsPrintable(value))];

    private static readonly char[] characters = Characters();
    private static readonly Dictionary<char, byte> bytes = All.ToDictionary(value => characters[value]);

    /// <summary>The character of a byte.</summary>
    /// <param name="value">The byte.</param>
    public static char CharacterOf(byte value) => characters[value];

    /// <summary>The bytes that characters stand for; null where one stands for none.</summary>
    /// <param name="text">The characters.</param>
    public static byte[]? BytesOf(ReadOnlySpan<char> text)
    {
        byte[] found = new byte[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            if (!bytes.TryGetValue(text[i], out found[i]))
            {
                return null;
            }
        }

        return found;
    }

    private static IEnumerable<byte> All => Enumerable.Range(0, 256).Select(value => (byte)value);

    private static bool IsPrintable(byte value) => value is (>= (byte)'!' and <= (byte)'~') or >= 0xA1 and not 0xAD;

    private static char[] Characters()
    {
        char[] made = new char[256];
        char next = '\u0100';
        foreach (byte value in All)
        {
            made[value] = IsPrintable(value) ? (char)value : next++;
        }

        return made;
    }
}
