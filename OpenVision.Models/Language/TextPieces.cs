namespace OpenVision.Language;

/// <summary>
/// Turns tokens into text as they come. A character may be spread over several tokens, and a token's text may depend on those before
/// it: a few tokens are decoded with and without the new ones, and the difference is what is new.
/// </summary>
/// <param name="decode">The text of token ids.</param>
internal sealed class TextPieces(Func<IReadOnlyList<int>, string> decode)
{
    // A character has at most so many bytes, and a byte is the least that a token stands for.
    private const int LongestCharacter = 4;
    private const char Unfinished = '\uFFFD';

    private readonly List<int> recent = [];
    private int told;

    /// <summary>Adds a token.</summary>
    /// <param name="id">The token.</param>
    /// <returns>The text that is complete with it; empty within a character.</returns>
    public string Add(int id)
    {
        recent.Add(id);
        return Told(recent.Count - told >= LongestCharacter);
    }

    /// <summary>What is left when no token comes any more.</summary>
    public string End() => Told(always: true);

    private string Told(bool always)
    {
        if (told == recent.Count)
        {
            return "";
        }

        string before = told == 0 ? "" : decode(recent.GetRange(0, told)), all = decode([.. recent]);
        if (all.Length > 0 && all[^1] == Unfinished && !always)
        {
            return "";
        }

        recent.RemoveRange(0, told);
        told = recent.Count;
        return all.Length > before.Length ? all[before.Length..] : "";
    }
}
