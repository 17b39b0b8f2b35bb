namespace OpenVision;

/// <summary>How self-attention is computed, which decides what it keeps for the backward pass.</summary>
public static class AttentionForm
{
    /// <summary>
    /// The longest sequence whose scores are written out. Two batched products were measured to be 1.5 to 5 times as fast as
    /// libtorch's fused kernel on short sequences, and slower once the scores leave the processor's cache.
    /// </summary>
    public const int LongestPlain = 320;

    /// <summary>Whether the scores of a sequence are written out, and kept; else the fused kernel computes them again.</summary>
    /// <param name="tokens">The length of the sequence.</param>
    public static bool IsPlain(long tokens) => tokens <= LongestPlain;
}
