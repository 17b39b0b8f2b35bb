namespace OpenVision.Evaluation;

/// <summary>Counts zero-shot hits, in all and by class.</summary>
/// <param name="classes">The names of the classes.</param>
internal sealed class ZeroShotTally(IReadOnlyList<string> classes)
{
    private readonly List<int> ranks = [];
    private readonly long[] seen = new long[classes.Count];
    private readonly long[] hits = new long[classes.Count];

    /// <summary>The number of images.</summary>
    public int Images => ranks.Count;

    /// <summary>Adds one image.</summary>
    /// <param name="scores">Its score for each class.</param>
    /// <param name="label">Its class.</param>
    public void Add(ReadOnlySpan<float> scores, int label)
    {
        int rank = Ranks.Of(scores, label);
        ranks.Add(rank);
        seen[label]++;
        hits[label] += rank == 0 ? 1 : 0;
    }

    /// <summary><c>top1</c>, <c>top5</c>, and <c>mean_class_top1</c>, the mean of <see cref="ByClass"/>.</summary>
    public IReadOnlyDictionary<string, double> Metrics() => new OrderedDictionary<string, double>
    {
        ["top1"] = Ranks.ShareWithin(ranks, 1),
        ["top5"] = Ranks.ShareWithin(ranks, 5),
        ["mean_class_top1"] = ByClass().Select(entry => entry.Top1).DefaultIfEmpty().Average(),
    };

    /// <summary>The top-1 accuracy of each class that has images, in the classes' order.</summary>
    public IReadOnlyList<ClassAccuracy> ByClass() =>
    [
        .. Enumerable.Range(0, classes.Count)
            .Where(label => seen[label] > 0)
            .Select(label => new ClassAccuracy(classes[label], seen[label], (double)hits[label] / seen[label])),
    ];
}
