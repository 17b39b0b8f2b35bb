namespace OpenVision.Evaluation;

/// <summary>Recall at 1, 5 and 10 between images and texts, in both directions.</summary>
internal static class RetrievalRecall
{
    private static readonly int[] depths = [1, 5, 10];

    /// <summary>The ranks of queries, ties counted against them (<see cref="Ranks.OfBest"/>).</summary>
    /// <param name="rows">The similarities of each query to all candidates.</param>
    /// <param name="queries">What each row asks for.</param>
    /// <param name="owners">What each candidate answers.</param>
    public static IReadOnlyList<int> RanksOf(IEnumerable<ReadOnlyMemory<float>> rows, IReadOnlyList<int> queries, int[] owners) =>
        [.. rows.Zip(queries, (row, query) => Ranks.OfBest(row.Span, owners, query))];

    /// <summary>The figures of both directions.</summary>
    /// <param name="imageToText">For each image, the rank of the best of its texts.</param>
    /// <param name="textToImage">For each text, the rank of its image.</param>
    /// <returns><c>image_to_text_r1</c>, <c>text_to_image_r1</c> and so on; a depth beyond the candidates finds everything.</returns>
    public static IReadOnlyDictionary<string, double> Metrics(IReadOnlyCollection<int> imageToText, IReadOnlyCollection<int> textToImage)
    {
        OrderedDictionary<string, double> metrics = [];
        foreach ((string direction, IReadOnlyCollection<int> ranks) in new[] { ("image_to_text", imageToText), ("text_to_image", textToImage) })
        {
            foreach (int k in depths)
            {
                metrics.Add($"{direction}_r{k}", Ranks.ShareWithin(ranks, k));
            }
        }

        return metrics;
    }
}
