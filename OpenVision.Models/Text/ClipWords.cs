using System.Globalization;
using System.Text;

namespace OpenVision.Text;

/// <summary>
/// The words of a cleaned text as CLIP cuts them: a special token's name, an English contraction's end (<c>'s</c>), letters, one
/// digit, or anything else up to the next letter, digit or space. Cut by character and not by UTF-16 unit, as .NET's regular
/// expressions would, so that letters beyond the first plane are letters.
/// </summary>
/// <param name="text">The text, in lower case.</param>
/// <param name="special">The names of the special tokens.</param>
internal ref struct ClipWords(ReadOnlySpan<char> text, string[] special) : IWordSequence
{
    private enum Sort
    {
        Letter,
        Number,
        Space,
        Other,
    }

    private static readonly string[] contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private ReadOnlySpan<char> rest = text;

    /// <inheritdoc/>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        rest = rest.TrimStart();
        int length = Fixed(special) ?? Fixed(contractions) ?? Run();
        Current = rest[..length];
        rest = rest[length..];
        return length > 0;
    }

    private readonly int? Fixed(string[] words)
    {
        foreach (string word in words)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal))
            {
                return word.Length;
            }
        }

        return null;
    }

    private readonly int Run()
    {
        Sort? run = null;
        int length = 0;
        while (length < rest.Length)
        {
            Rune.DecodeFromUtf16(rest[length..], out Rune rune, out int consumed);
            Sort sort = SortOf(rune);
            if (sort == Sort.Space || (run is { } first && (first != sort || first == Sort.Number)))
            {
                break;
            }

            run = sort;
            length += consumed;
        }

        return length;
    }

    private static Sort SortOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.OtherLetter => Sort.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Sort.Number,
        _ => Rune.IsWhiteSpace(rune) ? Sort.Space : Sort.Other,
    };
}
