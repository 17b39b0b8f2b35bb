namespace OpenVision;

/// <summary>How many rows of the caption loss meet the vocabulary at a time, which decides what it holds.</summary>
public static class CaptionChunk
{
    /// <summary>
    /// The bytes of a chunk's logits in float32. With fewer rows the products pack the head's weight too often; with more the
    /// softmax leaves the processor's cache.
    /// </summary>
    public const long Bytes = 64 << 20;

    /// <summary>The number of rows whose logits are computed together.</summary>
    /// <param name="vocabulary">The number of words.</param>
    public static long Rows(long vocabulary) => Math.Max(1, Bytes / (sizeof(float) * vocabulary));
}
