using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>Similarities of embeddings, a few rows at a time: the whole matrix never exists.</summary>
internal static class Similarity
{
    // 4 million scores are 16 MB.
    private const long ScoresAtOnce = 4_000_000;

    /// <summary>The similarities of each query to all candidates.</summary>
    /// <param name="queries">Embeddings, float32, [Q, E].</param>
    /// <param name="candidates">Embeddings, float32, [C, E].</param>
    /// <param name="scoresAtOnce">The most scores that exist together, but for one row.</param>
    /// <returns>Q rows of C.</returns>
    public static IEnumerable<ReadOnlyMemory<float>> Rows(Tensor queries, Tensor candidates, long scoresAtOnce = ScoresAtOnce)
    {
        int width = checked((int)candidates.shape[0]);
        long step = Math.Max(1, scoresAtOnce / Math.Max(1, width));
        for (long at = 0; at < queries.shape[0]; at += step)
        {
            long count = Math.Min(step, queries.shape[0] - at);
            float[] scores = Scores(queries, candidates, at, count);
            for (int row = 0; row < count; row++)
            {
                yield return scores.AsMemory(row * width, width);
            }
        }
    }

    // Apart from Rows, because a dispose scope must not stay open across a yield.
    private static float[] Scores(Tensor queries, Tensor candidates, long at, long count)
    {
        using DisposeScope scope = NewDisposeScope();
        return queries.narrow(0, at, count).matmul(candidates.t()).cpu().contiguous().data<float>().ToArray();
    }
}
