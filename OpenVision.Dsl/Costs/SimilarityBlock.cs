namespace OpenVision;

/// <summary>How many rows of the similarity matrix a contrastive loss computes at a time, which decides what it holds.</summary>
public static class SimilarityBlock
{
    /// <summary>The bytes of a block in float32, so that what is done to it finds it in the processor's cache.</summary>
    public const long Bytes = 16 << 20;

    /// <summary>The number of rows that are computed together: all of a small batch.</summary>
    /// <param name="batch">The number of pairs that are compared with each other.</param>
    public static long Rows(long batch) => Math.Max(1, Math.Min(batch, Bytes / (sizeof(float) * Math.Max(1, batch))));
}
