namespace OpenVision.Language;

/// <summary>Looks for stop texts in a text that comes in pieces, and holds back what may be the beginning of one.</summary>
/// <param name="stops">The stop texts, none of them empty.</param>
internal sealed class StopText(IReadOnlyList<string> stops)
{
    private string held = "";

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <returns>What is surely text, and whether a stop text followed it.</returns>
    public (string Text, bool Stopped) Add(string piece)
    {
        held += piece;
        int end = First();
        if (end >= 0)
        {
            return (Take(end), true);
        }

        return (Take(held.Length - Begun()), false);
    }

    /// <summary>What is left when no piece comes any more.</summary>
    public string End() => Take(held.Length);

    private int First()
    {
        int first = -1;
        foreach (string stop in stops)
        {
            int at = held.IndexOf(stop, StringComparison.Ordinal);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }

        return first;
    }

    // The most characters at the end that a stop text begins with.
    private int Begun()
    {
        int most = 0;
        foreach (string stop in stops)
        {
            for (int length = Math.Min(stop.Length - 1, held.Length); length > most; length--)
            {
                if (held.AsSpan(held.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    most = length;
                }
            }
        }

        return most;
    }

    private string Take(int length)
    {
        string taken = held[..length];
        held = held[length..];
        return taken;
    }
}
