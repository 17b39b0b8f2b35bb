namespace OpenVision.Evaluation;

/// <summary>Compares captions word by word: case, punctuation and spacing do not count.</summary>
internal static class CaptionWords
{
    /// <summary>The words of a text, in lower case: runs of letters and digits.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(text[start..i].ToLowerInvariant());
            }

            start = i + 1;
        }

        return words;
    }

    /// <summary>Whether a caption says a phrase: the phrase's words stand next to each other in it, in their order.</summary>
    /// <param name="caption">The caption's words.</param>
    /// <param name="phrase">The phrase's words.</param>
    /// <returns>Also false for a phrase without words.</returns>
    public static bool Says(IReadOnlyList<string> caption, IReadOnlyList<string> phrase)
    {
        if (phrase.Count == 0)
        {
            return false;
        }

        for (int at = 0; at + phrase.Count <= caption.Count; at++)
        {
            if (phrase.SequenceEqual(caption.Skip(at).Take(phrase.Count)))
            {
                return true;
            }
        }

        return false;
    }
}
