namespace OpenVision.Text;

/// <summary>The words of a text, one after the other.</summary>
internal interface IWordSequence
{
    /// <summary>The word in hand, valid until the next.</summary>
    ReadOnlySpan<char> Current { get; }

    /// <summary>Goes on to the next word.</summary>
    /// <returns>Whether there is one.</returns>
    bool MoveNext();
}
