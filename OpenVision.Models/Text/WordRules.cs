using System.Text;

namespace OpenVision.Text;

/// <summary>Where the word that a text begins with ends.</summary>
/// <param name="text">A text, well-formed and not empty.</param>
/// <returns>The word's length in characters, at least 1.</returns>
internal delegate int WordRule(ReadOnlySpan<char> text);

/// <summary>
/// How byte-level tokenizers cut texts into words, within which pairs are merged. Published files say it in regular expressions, which here are told
/// apart by their text: .NET's own expressions see halves of characters above U+FFFF, and a stranger's may take for ever.
/// </summary>
internal static class WordRules
{
    // Letters in Latin and other scripts are words; so are numbers and runs of symbols, each with the space before it.
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string Llama3Pattern = NewerStart + @"\p{N}{1,3}" + NewerEnd;
    private const string Qwen2Pattern = NewerStart + @"\p{N}" + NewerEnd;
    private const string NewerStart = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string NewerEnd = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] contractions = ["s", "t", "re", "ve", "m", "ll", "d"];

    /// <summary>The names of what <see cref="Of"/> knows, for messages.</summary>
    public const string Known = "GPT-2's, Llama 3's and Qwen 2's";

    /// <summary>The rule of a published regular expression; null for any other.</summary>
    /// <param name="pattern">The expression.</param>
    public static WordRule? Of(string pattern) => pattern switch
    {
        Gpt2Pattern => Gpt2,
        Llama3Pattern => static text => Newer(text, mostDigits: 3),
        Qwen2Pattern => static text => Newer(text, mostDigits: 1),
        _ => null,
    };

    /// <summary>GPT-2's rule.</summary>
    /// <param name="text">A text, not empty.</param>
    public static int Gpt2(ReadOnlySpan<char> text)
    {
        if (Contraction(text, StringComparison.Ordinal) is var length and > 0)
        {
            return length;
        }

        int space = text[0] == ' ' ? 1 : 0;
        ReadOnlySpan<char> rest = text[space..];
        return Run(rest, Rune.IsLetter) is var letters and > 0 ? space + letters
            : Run(rest, Rune.IsNumber) is var digits and > 0 ? space + digits
            : Run(rest, IsSymbol) is var symbols and > 0 ? space + symbols
            : Spaces(text);
    }

    /// <summary>Every digit a word, and what stands between digits.</summary>
    /// <param name="text">A text, not empty.</param>
    public static int Digits(ReadOnlySpan<char> text) =>
        Run(text, static rune => !Rune.IsNumber(rune)) is var length and > 0 ? length : First(text).Utf16SequenceLength;

    private static int Newer(ReadOnlySpan<char> text, int mostDigits)
    {
        if (Contraction(text, StringComparison.OrdinalIgnoreCase) is var length and > 0)
        {
            return length;
        }

        Rune first = First(text);
        bool leads = first.Value is not ('\r' or '\n') && !Rune.IsLetter(first) && !Rune.IsNumber(first);
        int lead = leads ? first.Utf16SequenceLength : 0;
        if (Run(text[lead..], Rune.IsLetter) is var letters and > 0)
        {
            return lead + letters;
        }

        if (Run(text, Rune.IsNumber, mostDigits) is var digits and > 0)
        {
            return digits;
        }

        int space = text[0] == ' ' ? 1 : 0;
        if (Run(text[space..], IsSymbol) is var symbols and > 0)
        {
            int end = space + symbols;
            return end + Run(text[end..], static rune => rune.Value is '\r' or '\n');
        }

        int breaks = text[..Run(text, Rune.IsWhiteSpace)].LastIndexOfAny('\r', '\n') + 1;
        return breaks > 0 ? breaks : Spaces(text);
    }

    private static int Contraction(ReadOnlySpan<char> text, StringComparison comparison)
    {
        if (text[0] == '\'')
        {
            foreach (string ending in contractions)
            {
                if (text[1..].StartsWith(ending, comparison))
                {
                    return 1 + ending.Length;
                }
            }
        }

        return 0;
    }

    // White space up to the end, or all but the last of it, which goes with the word behind; all white space is of one char each.
    private static int Spaces(ReadOnlySpan<char> text)
    {
        int length = Run(text, Rune.IsWhiteSpace);
        return length == text.Length || length == 1 ? length : length - 1;
    }

    private static bool IsSymbol(Rune rune) => !Rune.IsWhiteSpace(rune) && !Rune.IsLetter(rune) && !Rune.IsNumber(rune);

    private static int Run(ReadOnlySpan<char> text, Func<Rune, bool> within, int most = int.MaxValue)
    {
        int length = 0;
        while (most-- > 0 && length < text.Length && First(text[length..]) is var rune && within(rune))
        {
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static Rune First(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out Rune rune, out _);
        return rune;
    }
}
