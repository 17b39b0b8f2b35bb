namespace OpenVision.Evaluation;

/// <summary>Counts how well decoded captions match what their pictures show.</summary>
internal sealed class CaptionTally
{
    private long phrases;
    private long named;
    private long exact;

    /// <summary>The number of captions.</summary>
    public long Captions { get; private set; }

    /// <summary>Adds one caption.</summary>
    /// <param name="caption">The decoded caption.</param>
    /// <param name="reference">The caption it should have been.</param>
    /// <param name="truth">What it should name, each in a few words, such as <c>red circle</c>.</param>
    public void Add(string caption, string reference, IEnumerable<string> truth)
    {
        IReadOnlyList<string> words = CaptionWords.Of(caption);
        foreach (string phrase in truth)
        {
            phrases++;
            named += CaptionWords.Says(words, CaptionWords.Of(phrase)) ? 1 : 0;
        }

        Captions++;
        exact += words.SequenceEqual(CaptionWords.Of(reference)) ? 1 : 0;
    }

    /// <summary>
    /// <c>named</c>, the share of phrases that their caption says, where there were phrases, and <c>exact</c>, the share of
    /// captions that equal their reference word by word.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics()
    {
        OrderedDictionary<string, double> metrics = [];
        if (phrases > 0)
        {
            metrics.Add("named", (double)named / phrases);
        }

        metrics.Add("exact", Captions == 0 ? 0 : (double)exact / Captions);
        return metrics;
    }
}
