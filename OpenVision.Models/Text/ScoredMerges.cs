using System.Text;

namespace OpenVision.Text;

/// <summary>
/// SentencePiece's merging of pairs: of neighbours that together are a piece the pair with the highest score is joined, the leftmost of several, until
/// none is left. Takes n log n steps for n characters.
/// </summary>
internal sealed class ScoredMerges
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly SentencePieceModel model;

    /// <summary>Takes the ordinary pieces: control pieces are never made of text.</summary>
    /// <param name="model">The model; it has byte pieces.</param>
    public ScoredMerges(SentencePieceModel model)
    {
        this.model = model;
        lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < model.Pieces.Count; i++)
        {
            if (model.Pieces[i].Sort == PieceSort.Normal)
            {
                ids.TryAdd(model.Pieces[i].Text, i);
            }
        }
    }

    /// <summary>The ids of a word's pieces; the ids of bytes for a character that none covers.</summary>
    /// <param name="word">The word, marks for spaces.</param>
    public int[] PiecesOf(string word)
    {
        List<Symbol> symbols = [];
        for (int start = 0; start < word.Length;)
        {
            int end = start + Rune.GetRuneAt(word, start).Utf16SequenceLength;
            symbols.Add(new(start, end, symbols.Count - 1, symbols.Count + 1));
            start = end;
        }

        Merge(word, symbols);
        List<int> found = [];
        for (int i = 0; i < symbols.Count; i = symbols[i].Next)
        {
            ReadOnlySpan<char> piece = word.AsSpan(symbols[i].Start, symbols[i].End - symbols[i].Start);
            if (lookup.TryGetValue(piece, out int id))
            {
                found.Add(id);
            }
            else
            {
                found.AddRange(Encoding.UTF8.GetBytes(piece.ToString()).Select(value => model.ByteIds![value]));
            }
        }

        return [.. found];
    }

    private void Merge(string word, List<Symbol> symbols)
    {
        PriorityQueue<Candidate, (float, int)> queue = new();
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            Offer(word, symbols, i, queue);
        }

        while (queue.TryDequeue(out Candidate pair, out _))
        {
            // Stale where one of the two has been joined to another since.
            Symbol left = symbols[pair.Left];
            if (left.End != pair.Middle || left.Next != pair.Right || symbols[pair.Right].End != pair.End)
            {
                continue;
            }

            Symbol right = symbols[pair.Right];
            symbols[pair.Left] = left with { End = right.End, Next = right.Next };
            symbols[pair.Right] = right with { End = right.Start }; // part of the left one now
            if (right.Next < symbols.Count)
            {
                symbols[right.Next] = symbols[right.Next] with { Previous = pair.Left };
                Offer(word, symbols, pair.Left, queue);
            }

            if (left.Previous >= 0)
            {
                Offer(word, symbols, left.Previous, queue);
            }
        }
    }

    private void Offer(string word, List<Symbol> symbols, int left, PriorityQueue<Candidate, (float, int)> queue)
    {
        Symbol first = symbols[left], second = symbols[first.Next];
        if (lookup.TryGetValue(word.AsSpan(first.Start, second.End - first.Start), out int id))
        {
            queue.Enqueue(new(left, first.Next, first.End, second.End), (-model.Pieces[id].Score, left));
        }
    }

    private readonly record struct Symbol(int Start, int End, int Previous, int Next);

    private readonly record struct Candidate(int Left, int Right, int Middle, int End);
}
