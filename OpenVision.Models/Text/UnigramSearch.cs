using System.Text;

namespace OpenVision.Text;

/// <summary>
/// Finds the likeliest pieces of a word under a unigram model (Kudo, arXiv 1804.10959): the segmentation with the largest sum of
/// log probabilities. A character that no piece covers costs 10 more than the least likely piece, as in SentencePiece.
/// </summary>
internal sealed class UnigramSearch
{
    private const double UnknownPenalty = 10;
    private const int None = -1;

    private readonly SentencePieceModel model;
    private readonly Dictionary<(int Node, char Next), int> children = [];
    private readonly List<int> ids = [None];
    private readonly double unknownScore;

    /// <summary>Builds the tree of a model's pieces.</summary>
    /// <param name="model">The model.</param>
    public UnigramSearch(SentencePieceModel model)
    {
        this.model = model;
        unknownScore = model.Pieces.Where(piece => piece.Sort == PieceSort.Normal).Min(piece => piece.Score) - UnknownPenalty;
        for (int i = 0; i < model.Pieces.Count; i++)
        {
            if (model.Pieces[i].Sort == PieceSort.Normal)
            {
                Add(model.Pieces[i].Text, i);
            }
        }
    }

    /// <summary>The ids of a word's pieces.</summary>
    /// <param name="word">The word, the mark of its space in front.</param>
    public int[] PiecesOf(ReadOnlySpan<char> word)
    {
        Step[] best = new Step[word.Length + 1];
        Array.Fill(best, new(double.NegativeInfinity, None, None));
        best[0] = new(0, None, None);
        for (int start = 0, width; start < word.Length; start += width)
        {
            Rune.DecodeFromUtf16(word[start..], out _, out width);
            bool covered = false;
            int node = 0;
            for (int end = start; end < word.Length && children.TryGetValue((node, word[end]), out node); end++)
            {
                if (ids[node] is var id and >= 0)
                {
                    Offer(best, end + 1, new(best[start].Score + model.Pieces[id].Score, start, id));
                    covered |= end + 1 == start + width;
                }
            }

            if (!covered)
            {
                Offer(best, start + width, new(best[start].Score + unknownScore, start, None));
            }
        }

        return Collect(word, best);
    }

    private static void Offer(Step[] best, int end, Step step)
    {
        if (step.Score > best[end].Score)
        {
            best[end] = step;
        }
    }

    private int[] Collect(ReadOnlySpan<char> word, Step[] best)
    {
        List<int> found = [];
        for (int end = word.Length; end > 0; end = best[end].Start)
        {
            Step step = best[end];
            if (step.Id != None)
            {
                found.Add(step.Id);
            }
            else if (model.ByteIds is { } byteIds)
            {
                byte[] spelled = Encoding.UTF8.GetBytes(word[step.Start..end].ToString());
                found.AddRange(spelled.Reverse().Select(value => byteIds[value]));
            }
            else if (found.Count == 0 || found[^1] != model.Unknown)
            {
                found.Add(model.Unknown); // one for all the unknown characters side by side
            }
        }

        found.Reverse();
        return [.. found];
    }

    private void Add(string piece, int id)
    {
        int node = 0;
        foreach (char next in piece)
        {
            if (!children.TryGetValue((node, next), out int child))
            {
                child = ids.Count;
                children.Add((node, next), child);
                ids.Add(None);
            }

            node = child;
        }

        ids[node] = id;
    }

    private readonly record struct Step(double Score, int Start, int Id);
}
