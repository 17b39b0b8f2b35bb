using System.Globalization;
using System.Text;

namespace OpenVision.Text;

/// <summary>
/// The words of a text as BERT's basic tokenizer (uncased) cuts them: control characters dropped, lower-cased, accents
/// stripped, split at white space; punctuation, ASCII symbols and CJK ideographs stand alone, other symbols stay in their word.
/// </summary>
/// <param name="text">The text; lone surrogates are dropped.</param>
/// <param name="buffer">Room for the word in hand, more than <see cref="LongestWord"/> characters.</param>
internal ref struct BertWords(ReadOnlySpan<char> text, Span<char> buffer) : IWordSequence
{
    /// <summary>The most UTF-16 characters that a word may have before WordPiece takes it for unknown.</summary>
    public const int LongestWord = 100;

    /// <summary>The length of a buffer in which any word can be handed out.</summary>
    public const int BufferLength = LongestWord + 8;

    private readonly Span<char> buffer = buffer;
    private ReadOnlySpan<char> rest = text;
    private int length;

    /// <summary>The word in hand, valid until the next; one that is too long is cut, but stays too long.</summary>
    public readonly ReadOnlySpan<char> Current => buffer[..length];

    /// <summary>Goes on to the next word.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        length = 0;
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed);
            rune = Accents.Strip(Rune.ToLowerInvariant(rune));
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool alone = StandsAlone(rune, category);
            if (alone && length > 0)
            {
                return true;
            }

            rest = rest[consumed..];
            if (IsSpace(rune, category))
            {
                if (length > 0)
                {
                    return true;
                }
            }
            else if (!IsDropped(rune, category))
            {
                Append(rune);
            }

            if (alone)
            {
                return true;
            }
        }

        return length > 0;
    }

    private static bool IsSpace(Rune rune, UnicodeCategory category) => rune.Value is ' ' or '\t' or '\n' or '\r'
        || category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsDropped(Rune rune, UnicodeCategory category) => rune == Rune.ReplacementChar
        || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    private static bool StandsAlone(Rune rune, UnicodeCategory category) => rune.IsAscii
        ? char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value)
        : category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation || IsIdeograph(rune.Value);

    // The blocks that BERT takes for Chinese: the ideographs, not the scripts of Japan and Korea beside them.
    private static bool IsIdeograph(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);

    private void Append(Rune rune)
    {
        if (length > LongestWord)
        {
            return;
        }

        // A Hangul syllable decomposes to its letters (The Unicode Standard, section 3.12).
        int syllable = rune.Value - 0xAC00;
        if (syllable is < 0 or >= 19 * 21 * 28)
        {
            length += rune.EncodeToUtf16(buffer[length..]);
            return;
        }

        buffer[length++] = (char)(0x1100 + (syllable / (21 * 28)));
        buffer[length++] = (char)(0x1161 + (syllable / 28 % 21));
        if (syllable % 28 > 0)
        {
            buffer[length++] = (char)(0x11A7 + (syllable % 28));
        }
    }
}
