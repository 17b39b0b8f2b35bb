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
    /// tokens meet the vocabulary, which is exact, since the others have weight 0; and only a few of them at a time.
    /// </summary>
    /// <param name="decoder">The decoder, for its head.</param>
    /// <param name="hidden">The queries' hidden states, [B, Q, width].</param>
    /// <param name="captions">Token ids, bos … eos, padded with 0, int64, [B, Q + 1].</param>
    /// <param name="tokens">The number of real tokens that the sum is divided by; 0 counts those of <paramref name="captions"/>. Default 0.</param>
    /// <returns>A float32 scalar in the caller's dispose scope; 0 where no caption has a token.</returns>
    public static Tensor Mean(CaptionDecoder decoder, Tensor hidden, Tensor captions, long tokens = 0)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        return Mean(decoder.Head, hidden, captions, tokens, CaptionChunk.Rows(decoder.Spec.Vocabulary, (int)decoder.Head.Weight.dtype.ElementSize()));
    }

    /// <summary>The number of real tokens that a loss of captions is averaged over.</summary>
    /// <param name="captions">Token ids, bos … eos, padded with 0, int64, [B, Q + 1].</param>
    public static long Tokens(Tensor captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        using DisposeScope scope = NewDisposeScope();
        return captions.narrow(1, 1, captions.shape[1] - 1).count_nonzero().item<long>();
    }

    /// <summary>The loss with a number of rows that meet the vocabulary at a time.</summary>
    /// <param name="head">The map to the vocabulary.</param>
    /// <param name="hidden">The queries' hidden states, [B, Q, width].</param>
    /// <param name="captions">Token ids, int64, [B, Q + 1].</param>
    /// <param name="tokens">The number of real tokens that the sum is divided by; 0 counts those of <paramref name="captions"/>.</param>
    /// <param name="rowsAtOnce">The number of rows.</param>
    internal static Tensor Mean(Linear head, Tensor hidden, Tensor captions, long tokens, long rowsAtOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = captions.narrow(1, 1, captions.shape[1] - 1).reshape(-1);   // [B Q]
        Tensor real = labels.IsNotZero().nonzero().view(-1);                        // [R]
        if (real.shape[0] == 0)
        {
            return hidden.to_type(ScalarType.Float32).sum().Times(0).MoveToOuterDisposeScope();
        }

        Tensor rows = hidden.reshape(-1, hidden.shape[2]).index_select(0, real);    // [R, W]
        Tensor sum = ChunkedCrossEntropy.Sum(rows, labels.index_select(0, real), head, rowsAtOnce);
        return sum.Times(1.0 / (tokens > 0 ? tokens : real.shape[0])).MoveToOuterDisposeScope();
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
