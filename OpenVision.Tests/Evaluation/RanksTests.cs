using CsCheck;
using OpenVision.Evaluation;

namespace OpenVision.Tests.Evaluation;

public class RanksTests
{
    private static readonly Gen<float[]> coarseScores = Gen.Int[-3, 3].Select(value => (float)value).Array[1, 20];

    [Theory]
    [InlineData(new[] { 0.1f, 0.9f, 0.5f }, 1, 0)]
    [InlineData(new[] { 0.1f, 0.9f, 0.5f }, 0, 2)]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f }, 0, 0)]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f }, 2, 2)]
    public void RankIsTheNumberOfCandidatesBeforeTheAnswer(float[] scores, int answer, int expected) =>
        Assert.Equal(expected, Ranks.Of(scores, answer));

    [Fact]
    public void RanksOfAllAnswersAreAPermutation() => coarseScores.Sample(scores =>
        Assert.Equal(
            Enumerable.Range(0, scores.Length),
            Enumerable.Range(0, scores.Length).Select(answer => Ranks.Of(scores, answer)).Order()));

    [Fact]
    public void TiesCountAgainstAQuery() => coarseScores.Sample(scores =>
    {
        int[] owners = [.. Enumerable.Range(0, scores.Length)];
        for (int query = 0; query < scores.Length; query++)
        {
            int expected = scores.Count(score => score >= scores[query]) - 1;
            Assert.Equal(expected, Ranks.OfBest(scores, owners, query));
            Assert.True(Ranks.OfBest(scores, owners, query) >= Ranks.Of(scores, query));
        }
    });

    [Fact]
    public void BestOfSeveralAnswersCounts() =>
        Assert.Equal(1, Ranks.OfBest([0.1f, 0.7f, 0.9f, 0.3f], [0, 0, 1, 1], 0));

    [Fact]
    public void CollapsedEncoderFindsNothing()
    {
        int[] owners = [.. Enumerable.Range(0, 50)];
        float[] alike = [.. Enumerable.Repeat(0.5f, 50)];

        Assert.All(owners, query => Assert.Equal(49, Ranks.OfBest(alike, owners, query)));
    }

    [Fact]
    public void ScoreThatIsNotANumberNeverHelps()
    {
        Assert.Equal(2, Ranks.Of([float.NaN, 0.2f, 0.1f], 0));
        Assert.Equal(1, Ranks.Of([float.NaN, 0.2f, 0.1f], 1));
        Assert.Equal(2, Ranks.OfBest([float.NaN, 0.2f, 0.1f], [0, 1, 2], 0));
        Assert.Equal(1, Ranks.OfBest([float.NaN, 0.2f, 0.1f], [0, 1, 2], 1));
        Assert.Equal(0, Ranks.OfBest([float.NaN, 0.2f, 0.1f], [0, 0, 1], 0));
    }

    [Fact]
    public void ShareWithinGrowsWithDepthUpToOne() => Gen.Int[0, 30].Array[0, 40].Sample(ranks =>
    {
        double[] shares = [.. Enumerable.Range(1, 31).Select(k => Ranks.ShareWithin(ranks, k))];
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(ranks.Length == 0 ? 0 : 1, shares[^1]);
    });
}
