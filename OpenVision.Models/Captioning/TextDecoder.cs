using static TorchSharp.torch;

namespace OpenVision.Captioning;

/// <summary>
/// OpenVision 2's text decoder: one transformer over patch tokens and the words so far, without positions; the order comes from
/// the causal mask. Generated from <see cref="TextDecoderAttribute"/>; owned by its parameter store.
/// </summary>
public abstract class TextDecoder
{
    /// <summary>What fixes the graph.</summary>
    public abstract TextDecoderSpec Spec { get; }

    /// <summary>Decodes: the state at word t answers with word t + 1.</summary>
    /// <param name="imageTokens">The image encoder's patch tokens, or a subset of them, [B, N, vision width].</param>
    /// <param name="tokens">The caption's ids without its class token, int64, [B, T]; T is at most the context.</param>
    /// <returns>The words' hidden states after the final norm, [B, T, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The caption is longer than the context.</exception>
    public abstract Tensor Forward(Tensor imageTokens, Tensor tokens);

    /// <summary>The vocabulary's scores of hidden states.</summary>
    /// <param name="hidden">Hidden states after the final norm, [..., width].</param>
    /// <returns>Logits, float32, [..., vocabulary], in the caller's dispose scope.</returns>
    public abstract Tensor Logits(Tensor hidden);
}
