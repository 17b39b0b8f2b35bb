namespace OpenVision.Data.Packing;

/// <summary>WordPiece vocabularies for data sets with few words.</summary>
internal static class WordVocabulary
{
    private static readonly string[] special = ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]"];

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
        return Of(
            size,
            [
                .. words,
                .. characters.Select(character => $"{character}"),
                .. characters.Where(char.IsAsciiLetterOrDigit).Select(character => $"##{character}"),
            ]);
    }

    /// <summary>A vocabulary of known pieces: the special tokens, the pieces, and unused ones up to the size.</summary>
    /// <param name="size">The number of pieces.</param>
    /// <param name="pieces">The pieces; each is taken once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more.</exception>
    public static IReadOnlyList<string> Of(int size, IEnumerable<string> pieces)
    {
        string[] used = [.. special.Concat(pieces).Distinct()];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(used.Length, size, nameof(pieces));
        return [.. used, .. Enumerable.Range(used.Length, size - used.Length).Select(place => $"[unused{place}]")];
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
