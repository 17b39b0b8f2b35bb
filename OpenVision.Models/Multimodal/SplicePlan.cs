using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>A row of a batch without its padding.</summary>
/// <param name="Ids">Its token ids, -200 for a picture.</param>
/// <param name="Labels">Their labels; empty where there are none.</param>
internal readonly record struct SpliceRow(long[] Ids, long[] Labels)
{
    /// <summary>The rows of a batch.</summary>
    /// <param name="ids">int64, [B, S].</param>
    /// <param name="labels">int64, [B, S], if any.</param>
    /// <param name="mask">[B, S], if any.</param>
    public static SpliceRow[] Of(Tensor ids, Tensor? labels, Tensor? mask)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int length = checked((int)ids.shape[1]), rows = checked((int)ids.shape[0]);
        long[] tokens = Numbers(ids), answers = labels is null ? [] : Numbers(labels), real = mask is null ? [] : Numbers(mask);
        return [.. Enumerable.Range(0, rows).Select(row => new SpliceRow(Kept(tokens, row), Kept(answers, row)))];

        long[] Kept(long[] values, int row)
        {
            ReadOnlySpan<long> all = values.Length == 0 ? [] : values.AsSpan(row * length, length);
            if (real.Length == 0)
            {
                return all.ToArray();
            }

            List<long> kept = new(all.Length);
            for (int i = 0; i < all.Length; i++)
            {
                if (real[(row * length) + i] != 0)
                {
                    kept.Add(all[i]);
                }
            }

            return [.. kept];
        }
    }

    private static long[] Numbers(Tensor tensor)
    {
        using Tensor numbers = tensor.to(ScalarType.Int64, CPU).contiguous();
        return numbers.data<long>().ToArray();
    }
}

/// <summary>
/// Where every position of a spliced batch comes from. Sources are numbered: 0 is padding, then come the words, then the pictures' tokens
/// one after the other.
/// </summary>
/// <param name="Rows">B, the number of rows.</param>
/// <param name="Length">T, the length of the longest.</param>
/// <param name="Words">The token ids that are left, in the order of the batch.</param>
/// <param name="Sources">B × T sources.</param>
/// <param name="Labels">B × T labels.</param>
/// <param name="Mask">B × T ones and zeros.</param>
/// <param name="Positions">B × T positions.</param>
internal sealed record SplicePlan(int Rows, int Length, long[] Words, long[] Sources, long[] Labels, long[] Mask, long[] Positions)
{
    /// <summary>Whether some row is shorter than the longest.</summary>
    public bool HasPadding => Mask.Contains(0);

    /// <summary>Plans a batch.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="pictures">The number of tokens of each picture.</param>
    /// <param name="limit">The most positions of a row; 0 for any.</param>
    /// <param name="side">Where shorter rows are filled up.</param>
    /// <exception cref="OpenVisionException">The pictures are not as many as the rows use up.</exception>
    public static SplicePlan Of(IReadOnlyList<SpliceRow> rows, IReadOnlyList<int> pictures, int limit, PaddingSide side)
    {
        RequirePictures(rows, pictures.Count);
        List<long> words = [];
        List<(long Source, long Label)>[] joined = new List<(long, long)>[rows.Count];
        int next = 0;
        long start = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            (long[] ids, long[] labels) = rows[row];
            List<(long, long)> places = joined[row] = [];
            bool seen = false;
            for (int i = 0; i < ids.Length; i++)
            {
                if (ids[i] != PlaceholderIds.Picture)
                {
                    if (HasRoom(places))
                    {
                        words.Add(ids[i]);
                        places.Add((words.Count, labels.Length > 0 ? labels[i] : PlaceholderIds.Ignored));
                    }

                    continue;
                }

                // Not known yet how many words come before the pictures: their sources count down from -1 for now.
                for (int token = 0; token < pictures[next] && HasRoom(places); token++)
                {
                    places.Add((-1 - start - token, PlaceholderIds.Ignored));
                }

                Use();
                seen = true;
            }

            if (!seen)
            {
                Use();
            }
        }

        return Fill(joined, [.. words], side);

        bool HasRoom(List<(long, long)> places) => limit == 0 || places.Count < limit;

        void Use() => start += pictures[next++];
    }

    private static void RequirePictures(IReadOnlyList<SpliceRow> rows, int given)
    {
        int needed = rows.Sum(static row => Math.Max(1, row.Ids.Count(static id => id == PlaceholderIds.Picture)));
        if (needed != given)
        {
            throw new OpenVisionException(
                $"The batch has places for {needed} pictures, a stand-in for each row without one included, but {given} are given. Give each row its own, in order.");
        }
    }

    private static SplicePlan Fill(List<(long Source, long Label)>[] rows, long[] words, PaddingSide side)
    {
        int length = rows.Max(static row => row.Count);
        long[] sources = new long[rows.Length * length], labels = new long[sources.Length], mask = new long[sources.Length], positions = new long[sources.Length];
        labels.AsSpan().Fill(PlaceholderIds.Ignored);
        for (int row = 0; row < rows.Length; row++)
        {
            int at = (row * length) + (side == PaddingSide.Left ? length - rows[row].Count : 0);
            for (int i = 0; i < rows[row].Count; i++)
            {
                (long source, labels[at + i]) = rows[row][i];
                sources[at + i] = source < 0 ? words.Length - source : source;
                mask[at + i] = 1;
                positions[at + i] = i;
            }
        }

        return new(rows.Length, length, words, sources, labels, mask, positions);
    }
}
