using OpenVision.Language;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>A language model's loss: next-token cross entropy, averaged over the labels that are not ignored (multimodal.md, section 1.5).</summary>
public static class LanguageLoss
{
    /// <summary>The label of a token that is not learnt: of padding, pictures and questions.</summary>
    public const long Ignored = -100;

    /// <summary>
    /// The loss of hidden states: position t answers with label t + 1. Only positions whose label is not ignored meet the vocabulary,
    /// and only a few of them at a time: no tensor of all logits exists.
    /// </summary>
    /// <param name="model">The language model, for its head.</param>
    /// <param name="hidden">Hidden states, [B, T, width].</param>
    /// <param name="labels">The tokens' own ids where they are learnt, -100 elsewhere, int64, [B, T].</param>
    /// <param name="tokens">The number of labels that the sum is divided by, where it is of more than this batch; 0 counts this batch's. Default 0.</param>
    /// <returns>A float32 scalar in the caller's dispose scope; 0 where every label is ignored.</returns>
    public static Tensor Mean(LanguageModel model, Tensor hidden, Tensor labels, long tokens = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(labels);
        using DisposeScope scope = NewDisposeScope();
        Linear head = model.Head.Map;
        Tensor next = Next(labels).reshape(-1), learnt = Learnt(next);                                  // [B (T - 1)], [R]
        if (learnt.shape[0] == 0)
        {
            return hidden.to_type(ScalarType.Float32).sum().Times(0).MoveToOuterDisposeScope();
        }

        Tensor rows = hidden.narrow(1, 0, hidden.shape[1] - 1).reshape(-1, hidden.shape[2]).index_select(0, learnt);
        long rowsAtOnce = CaptionChunk.Rows(model.Spec.Vocabulary, (int)head.Weight.dtype.ElementSize());
        Tensor sum = ChunkedCrossEntropy.Sum(rows, next.index_select(0, learnt), head, rowsAtOnce);
        return sum.Times(1.0 / (tokens > 0 ? tokens : learnt.shape[0])).MoveToOuterDisposeScope();
    }

    /// <summary>The number of labels that a loss is averaged over.</summary>
    /// <param name="labels">int64, [B, T].</param>
    public static long Tokens(Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using DisposeScope scope = NewDisposeScope();
        return Learnt(Next(labels).reshape(-1)).shape[0];
    }

    private static Tensor Next(Tensor labels) => labels.narrow(1, 1, labels.shape[1] - 1);

    private static Tensor Learnt(Tensor labels)
    {
        using Tensor ignored = tensor(Ignored, labels.device);
        return labels.ne(ignored).nonzero().view(-1);
    }
}
