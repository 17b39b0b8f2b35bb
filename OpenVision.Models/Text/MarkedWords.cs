namespace OpenVision.Text;

/// <summary>The words of a text as SentencePiece writes them, each behind a mark that stands for the space before it.</summary>
internal ref struct MarkedWords : IWordSequence
{
    /// <summary>The mark (U+2581).</summary>
    public const char Mark = '▁';

    private ReadOnlySpan<char> rest;

    /// <summary>Splits a text at its spaces and marks.</summary>
    /// <param name="text">The text.</param>
    public MarkedWords(string text) =>
        rest = string.Concat(text.Split([' ', Mark], StringSplitOptions.RemoveEmptyEntries).Select(word => Mark + word));

    /// <inheritdoc/>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        int next = rest[1..].IndexOf(Mark);
        int length = next < 0 ? rest.Length : next + 1;
        Current = rest[..length];
        rest = rest[length..];
        return true;
    }
}
