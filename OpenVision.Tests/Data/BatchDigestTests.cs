using OpenVision.Data;

namespace OpenVision.Tests.Data;

public sealed class BatchDigestTests
{
    [Fact]
    public void TheSameBatchHasTheSameDigest() => Assert.Equal(BatchDigest.Of(Batch()), BatchDigest.Of(Batch()));

    [Fact]
    public void EveryTokenCounts()
    {
        PairBatch batch = Batch();
        HashSet<string> seen = [BatchDigest.Of(batch)];
        foreach (long[] tokens in new[] { batch.WebText, batch.SyntheticText, batch.Caption })
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i]++;
                Assert.True(seen.Add(BatchDigest.Of(batch)));
            }
        }
    }

    /// <summary>A picture that is shifted by a pixel is another, whichever of the batch it is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void EveryPictureCounts(int image)
    {
        PairBatch batch = Batch();
        string before = BatchDigest.Of(batch);
        Span<float> values = batch.Images.AsSpan(image * 3 * 32 * 32, 3 * 32 * 32);
        values[1..].ToArray().CopyTo(values);
        Assert.NotEqual(before, BatchDigest.Of(batch));
    }

    private static PairBatch Batch()
    {
        PairBatch batch = new(3, 32, 5, 4);
        for (int i = 0; i < batch.Images.Length; i++)
        {
            batch.Images[i] = MathF.Sin(i);
        }

        return batch;
    }
}
