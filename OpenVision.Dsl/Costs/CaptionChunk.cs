namespace OpenVision;

/// <summary>How many rows of the caption loss meet the vocabulary at a time, which decides what it holds.</summary>
public static class CaptionChunk
{
    /// <summary>
    /// The bytes of a chunk's logits. With fewer rows the products pack the head's weight too often; with
    /// more they take memory for nothing.
    /// </summary>
    public const long Bytes = 32 << 20;

    /// <summary>The number of rows whose logits are computed together.</summary>
    /// <param name="vocabulary">The number of words.</param>
    /// <param name="bytes">The bytes of a logit: 4, or 2 in bfloat16.</param>
    public static long Rows(long vocabulary, int bytes) => Math.Max(1, Bytes / (bytes * vocabulary));
}
