using System.Text;
using OpenVision.Numerics;

namespace OpenVision.Language;

/// <summary>One of the texts that are generated together.</summary>
/// <param name="row">Its number.</param>
/// <param name="settings">How it is continued.</param>
/// <param name="endTokens">The tokens that end it.</param>
/// <param name="most">The most new tokens.</param>
/// <param name="decode">The text of token ids.</param>
internal sealed class GenerationRow(int row, GenerationSettings settings, IReadOnlyList<int> endTokens, int most, Func<IReadOnlyList<int>, string> decode)
{
    private readonly List<int> ids = [];
    private readonly StringBuilder text = new();
    private readonly TextPieces pieces = new(decode);
    private readonly StopText stop = new(settings.StopTexts);
    private Draw draw = new(Hash.Of((ulong)settings.Seed, (ulong)row));

    /// <summary>Why it ended; none where it goes on.</summary>
    public GenerationEnd? End { get; private set; }

    /// <summary>What became of it.</summary>
    public GeneratedText Result => new(text.ToString(), [.. ids], End ?? GenerationEnd.Length);

    /// <summary>Chooses the next token.</summary>
    /// <param name="logits">[vocabulary].</param>
    public GeneratedToken Next(ReadOnlySpan<float> logits)
    {
        int id = settings.Temperature > 0
            ? TokenChoice.Drawn(logits, settings.Temperature, settings.TopP, ref draw)
            : TokenChoice.Likeliest(logits);
        if (endTokens.Contains(id))
        {
            return Ended(id, GenerationEnd.EndToken, "");
        }

        ids.Add(id);
        (string shown, bool stopped) = stop.Add(pieces.Add(id));
        if (stopped)
        {
            text.Append(shown);
            End = GenerationEnd.StopText;
            return new(row, id, shown, End);
        }

        if (ids.Count == most)
        {
            return Ended(id, GenerationEnd.Length, shown);
        }

        text.Append(shown);
        return new(row, id, shown, null);
    }

    // What was held back is text after all, unless a stop text comes to light in it.
    private GeneratedToken Ended(int id, GenerationEnd end, string before)
    {
        (string shown, bool stopped) = stop.Add(pieces.End());
        shown = before + shown + (stopped ? "" : stop.End());
        text.Append(shown);
        End = stopped ? GenerationEnd.StopText : end;
        return new(row, id, shown, End);
    }
}
