using OpenVision.Numerics;

namespace OpenVision.Conversations;

/// <summary>
/// LLaVA's order by modality and length (multimodal.md, section 4): samples with pictures and without are never batched together but at the end of a
/// pass, and the parts of a batch are made equally long. A pure function.
/// </summary>
internal static class LengthGroups
{
    /// <summary>Puts samples in order.</summary>
    /// <param name="items">The samples.</param>
    /// <param name="chunk">The number of samples of a part: what one device computes at a time.</param>
    /// <param name="chunks">The number of parts of a batch: devices times steps of accumulation.</param>
    /// <param name="draw">The chance.</param>
    /// <returns>A permutation of the samples' numbers. Batch k is the k-th run of chunk × chunks of them.</returns>
    public static int[] Order(IReadOnlyList<ConversationItem> items, int chunk, int chunks, ref Draw draw)
    {
        int batch = checked(chunk * chunks);
        List<int[]> whole = [];
        List<int> left = [];
        foreach (bool hasPicture in (ReadOnlySpan<bool>)[true, false])
        {
            int[] numbers = [.. Enumerable.Range(0, items.Count).Where(number => items[number].HasPicture == hasPicture)];
            draw.Shuffle(numbers.AsSpan());
            foreach (int[] drawn in numbers.Chunk(batch))
            {
                int[] falling = [.. drawn.OrderByDescending(number => items[number].Words)];
                if (falling.Length == batch)
                {
                    whole.Add(Deal(items, falling, chunks));
                }
                else
                {
                    left.AddRange(falling);
                }
            }
        }

        draw.Shuffle(whole);
        return [.. whole.SelectMany(numbers => numbers), .. left];
    }

    // The longest first, each to the part that is the shortest so far, until that is full.
    private static int[] Deal(IReadOnlyList<ConversationItem> items, int[] falling, int chunks)
    {
        int size = falling.Length / chunks;
        List<int>[] parts = [.. Enumerable.Range(0, chunks).Select(_ => new List<int>(size))];
        PriorityQueue<int, (long Words, int Part)> open = new(Enumerable.Range(0, chunks).Select(part => (part, (0L, part))));
        foreach (int number in falling)
        {
            open.TryDequeue(out int part, out (long Words, int Part) at);
            parts[part].Add(number);
            if (parts[part].Count < size)
            {
                open.Enqueue(part, (at.Words + items[number].Words, part));
            }
        }

        return [.. parts.SelectMany(part => part)];
    }
}
