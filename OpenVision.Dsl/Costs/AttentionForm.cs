namespace OpenVision;

/// <summary>How self-attention is computed, which decides what it keeps for the backward pass.</summary>
public enum AttentionForm
{
    /// <summary>Scores are written out, and the probabilities kept.</summary>
    Kept,

    /// <summary>Scores are written out a few heads at a time, and computed again for the derivative.</summary>
    Again,

    /// <summary>libtorch's fused kernel, which keeps a number a row.</summary>
    Fused,
}

/// <summary>Chooses the form of attention by what was measured to be fastest on processors (docs/performance.md).</summary>
public static class AttentionForms
{
    /// <summary>The longest sequence whose probabilities are kept: up to here they take no more memory than the MLP's activations.</summary>
    public const int LongestKept = 256;

    /// <summary>The longest float32 sequence whose scores are written out; in bfloat16 that is faster at every length.</summary>
    public const int LongestWritten = 512;

    /// <summary>The form for a sequence.</summary>
    /// <param name="tokens">Its length.</param>
    /// <param name="half">Whether it is computed in bfloat16.</param>
    public static AttentionForm Of(long tokens, bool half) =>
        tokens <= LongestKept ? AttentionForm.Kept : half || tokens <= LongestWritten ? AttentionForm.Again : AttentionForm.Fused;
}
