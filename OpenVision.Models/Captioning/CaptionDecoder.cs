using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Captioning;

/// <summary>
/// A caption decoder with learnable queries: query j answers with word j + 1 of the caption. Generated from
/// <see cref="CaptionDecoderAttribute"/> or a recipe's <c>Decoder</c>; owned by its parameter store.
/// </summary>
public abstract class CaptionDecoder
{
    /// <summary>What fixes the graph.</summary>
    public abstract DecoderSpec Spec { get; }

    /// <summary>The map from hidden states to the vocabulary.</summary>
    public abstract Linear Head { get; }

    /// <summary>Decodes captions from what the towers hand on.</summary>
    /// <param name="imageTokens">The image encoder's patch tokens, [B, N, vision width].</param>
    /// <param name="textTokens">The text encoder's tokens of the web caption, [B, T - 1, text width].</param>
    /// <returns>The queries' hidden states after the final norm, [B, Q, width], in the caller's dispose scope.</returns>
    public abstract Tensor Forward(Tensor imageTokens, Tensor textTokens);

    /// <summary>The vocabulary's scores of hidden states.</summary>
    /// <param name="hidden">Hidden states after the final norm, [..., width].</param>
    /// <returns>Logits, float32, [..., vocabulary], in the caller's dispose scope.</returns>
    public virtual Tensor Logits(Tensor hidden)
    {
        using DisposeScope scope = NewDisposeScope();
        return Head.Forward(hidden).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
