using OpenVision.Captioning;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Training;

/// <summary>The caption loss: cross entropy, averaged over the real tokens of the whole batch (openvision.md, section 5).</summary>
public static class CaptionLoss
{
    /// <summary>
    /// The loss of a decoder's hidden states: query j answers with token j + 1 of the caption. Only the rows of real
    /// tokens meet the vocabulary, which is exact, since the others have weight 0.
    /// </summary>
    /// <param name="decoder">The decoder, for its head.</param>
    /// <param name="hidden">The queries' hidden states, [B, Q, width].</param>
    /// <param name="captions">Token ids, bos … eos, padded with 0, int64, [B, Q + 1].</param>
    /// <returns>A float32 scalar in the caller's dispose scope; 0 where no caption has a token.</returns>
    public static Tensor Mean(CaptionDecoder decoder, Tensor hidden, Tensor captions)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = captions.narrow(1, 1, captions.shape[1] - 1).reshape(-1);   // [B Q]
        Tensor real = labels.IsNotZero().nonzero().view(-1);                        // [R]
        if (real.shape[0] == 0)
        {
            return hidden.to_type(ScalarType.Float32).sum().Times(0).MoveToOuterDisposeScope();
        }

        Tensor rows = hidden.reshape(-1, hidden.shape[2]).index_select(0, real);    // [R, W]
        return functional.cross_entropy(decoder.Logits(rows), labels.index_select(0, real)).MoveToOuterDisposeScope();
    }

    /// <summary>The same loss of written-out logits.</summary>
    /// <param name="logits">float32, [B, Q, vocabulary].</param>
    /// <param name="labels">int64, [B, Q].</param>
    /// <param name="mask">1 for real tokens, 0 for padding, [B, Q].</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Masked(Tensor logits, Tensor labels, Tensor mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor losses = functional.cross_entropy(logits.view(-1, logits.shape[2]), labels.view(-1), reduction: Reduction.None);
        Tensor weight = mask.view(-1).to_type(ScalarType.Float32);
        return ((losses * weight).sum() / weight.sum().Plus(1e-8)).MoveToOuterDisposeScope();
    }
}
