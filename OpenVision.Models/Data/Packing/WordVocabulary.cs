namespace OpenVision.Data.Packing;

/// <summary>A WordPiece vocabulary of whole words for a data set with few of them.</summary>
internal static class WordVocabulary
{
    /// <summary>
    /// The pieces that cover texts: the special tokens, the texts' words in ordinal order, and single ASCII characters, at a
    /// word's start and within it, so that other words are spelled instead of lost.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="size">The number of pieces; places that are left over hold pieces that no text has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The texts need more pieces.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> texts, int size)
    {
        IEnumerable<string> words = texts.SelectMany(Words).Where(word => word.Length > 1).Distinct().Order(StringComparer.Ordinal);
        IReadOnlyList<char> characters =
            [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(letter => !char.IsAsciiLetterUpper(letter))];
        List<string> pieces =
        [
            "[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]",
            .. words,
            .. characters.Select(character => $"{character}"),
            .. characters.Where(char.IsAsciiLetterOrDigit).Select(character => $"##{character}"),
        ];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces.Count, size, nameof(texts));
        return [.. pieces, .. Enumerable.Range(pieces.Count, size - pieces.Count).Select(place => $"[unused{place}]")];
    }

    // As BERT's basic tokenizer does: lower case, split at white space and punctuation.
    private static IEnumerable<string> Words(string text)
    {
        int start = 0;
        string lower = text.ToLowerInvariant();
        for (int i = 0; i <= lower.Length; i++)
        {
            if (i == lower.Length || !char.IsLetterOrDigit(lower[i]))
            {
                yield return lower[start..i];
                start = i + 1;
            }
        }
    }
}
