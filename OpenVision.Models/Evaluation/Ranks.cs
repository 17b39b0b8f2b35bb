namespace OpenVision.Evaluation;

/// <summary>Where the right answer stands among the candidates of a query: the number of candidates before it, from 0.</summary>
/// <remarks>A score that is not a number never helps: as the answer's it ranks last, as another's it counts as better.</remarks>
internal static class Ranks
{
    /// <summary>The rank of one answer; of equal scores the earlier comes first, as argmax and a stable sort have it.</summary>
    /// <param name="scores">The candidates' scores, the best the largest.</param>
    /// <param name="answer">The right candidate's place.</param>
    public static int Of(ReadOnlySpan<float> scores, int answer)
    {
        float own = scores[answer];
        int before = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (i != answer && !(scores[i] < own) && (scores[i] != own || i < answer))
            {
                before++;
            }
        }

        return before;
    }

    /// <summary>
    /// The rank of the best of several answers, ties counted against it: every wrong candidate whose score is not strictly
    /// smaller comes first. A collapsed encoder, to which everything is alike, so gets nothing right.
    /// </summary>
    /// <param name="scores">The candidates' scores, the best the largest.</param>
    /// <param name="owners">The query that each candidate answers.</param>
    /// <param name="query">The query.</param>
    public static int OfBest(ReadOnlySpan<float> scores, ReadOnlySpan<int> owners, int query)
    {
        float best = float.NaN;
        for (int i = 0; i < scores.Length; i++)
        {
            if (owners[i] == query && !(scores[i] <= best))
            {
                best = float.IsNaN(scores[i]) ? best : scores[i];
            }
        }

        int before = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (owners[i] != query && !(scores[i] < best))
            {
                before++;
            }
        }

        return before;
    }

    /// <summary>The share of ranks below <paramref name="k"/>: recall at k, or top-k accuracy; 0 of no ranks.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="k">How many candidates are looked at.</param>
    public static double ShareWithin(IReadOnlyCollection<int> ranks, int k) =>
        ranks.Count == 0 ? 0 : (double)ranks.Count(rank => rank < k) / ranks.Count;
}
