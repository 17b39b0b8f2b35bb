namespace OpenVision.Text;

/// <summary>A pair of pieces that are joined.</summary>
/// <param name="First">The id of the left one.</param>
/// <param name="Second">The id of the right one.</param>
/// <param name="Joined">The id of what they give.</param>
internal readonly record struct BytePair(int First, int Second, int Joined);

/// <summary>
/// Byte-pair merging (Sennrich et al., arXiv 1508.07909): of the pairs side by side the one that stands first in the list is
/// joined, everywhere from left to right, until none is left.
/// </summary>
/// <param name="pairs">The pairs, all different, in the order of their merging.</param>
internal sealed class BytePairs(IReadOnlyList<BytePair> pairs)
{
    private const int None = int.MaxValue, Unknown = -1;

    private readonly Dictionary<(int First, int Second), int> ranks =
        pairs.Select((pair, rank) => (pair, rank)).ToDictionary(entry => (entry.pair.First, entry.pair.Second), entry => entry.rank);

    /// <summary>Merges the symbols of a word.</summary>
    /// <param name="symbols">The ids of its bytes; overwritten.</param>
    /// <returns>How many of its first places now hold the word's pieces.</returns>
    public int Merge(Span<int> symbols)
    {
        // The rank of each pair is kept beside its left symbol: a round looks up only what the last one changed.
        int[] kept = new int[symbols.Length];
        Array.Fill(kept, Unknown);
        int length = symbols.Length;
        while (length > 1)
        {
            int best = None;
            for (int i = 0; i < length - 1; i++)
            {
                if (kept[i] == Unknown)
                {
                    kept[i] = ranks.GetValueOrDefault((symbols[i], symbols[i + 1]), None);
                }

                best = Math.Min(best, kept[i]);
            }

            if (best == None)
            {
                break;
            }

            kept[length - 1] = None; // of the round before; nothing stands to its right
            length = Join(symbols[..length], kept, best);
        }

        return length;
    }

    private int Join(Span<int> symbols, int[] kept, int rank)
    {
        int written = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            if (kept[i] != rank)
            {
                (symbols[written], kept[written]) = (symbols[i], kept[i]);
            }
            else
            {
                i++;
                (symbols[written], kept[written]) = (pairs[rank].Joined, Unknown);
                if (written > 0)
                {
                    kept[written - 1] = Unknown;
                }
            }

            written++;
        }

        return written;
    }
}
