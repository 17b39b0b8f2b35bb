using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>Where shorter rows of a batch are filled up.</summary>
public enum PaddingSide
{
    /// <summary>Behind the row, as in training.</summary>
    Right,

    /// <summary>Before the row, as in generation: the next token then follows the row's last one.</summary>
    Left,
}

/// <summary>What the language model reads of a batch. The tensors live in the caller's dispose scope.</summary>
/// <param name="Embeddings">[B, T, W]; 0 on padding.</param>
/// <param name="Labels">int64, [B, T], -100 on pictures and padding; none where none were given.</param>
/// <param name="Mask">int64, [B, T], 1 on real positions; none where there is no padding.</param>
/// <param name="Positions">int64, [B, T], counted over real positions; 0 on padding.</param>
public readonly record struct SplicedBatch(Tensor Embeddings, Tensor? Labels, Tensor? Mask, Tensor Positions);

/// <summary>Puts the tokens of pictures into the places that a batch's token ids hold for them (multimodal.md, section 1.5).</summary>
public static class Splice
{
    /// <summary>
    /// Joins words and pictures. Pictures are used up in their order over the whole batch; a row without a place for one still uses one
    /// up, of which it takes nothing: training gives it a stand-in, so that every batch runs through every part.
    /// </summary>
    /// <param name="ids">Token ids, -200 for a picture, int64, [B, S].</param>
    /// <param name="labels">Their labels, int64, [B, S]; none in generation.</param>
    /// <param name="mask">Not 0 where ids are real, [B, S]; none where all are.</param>
    /// <param name="pictures">Each picture's tokens, [tokens, W].</param>
    /// <param name="embed">The language model's token table: int64 [N] to [N, W]. Called once.</param>
    /// <param name="limit">The most positions of a row, whose end is cut off; 0 for any. Default 0.</param>
    /// <param name="side">Where shorter rows are filled up. Default: behind.</param>
    /// <returns>The batch, in the caller's dispose scope; derivatives go to words and pictures.</returns>
    /// <exception cref="OpenVisionException">The pictures are not as many as the batch uses up.</exception>
    public static SplicedBatch Apply(
        Tensor ids, Tensor? labels, Tensor? mask, IReadOnlyList<Tensor> pictures, Func<Tensor, Tensor> embed, int limit = 0, PaddingSide side = PaddingSide.Right)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(embed);
        using DisposeScope scope = NewDisposeScope();
        int[] counts = [.. pictures.Select(static picture => (int)picture.shape[0])];
        SplicePlan plan = SplicePlan.Of(SpliceRow.Of(ids, labels, mask), counts, limit, side);
        long rows = plan.Rows, length = plan.Length;
        Device device = ids.device;

        // One copy that brings all sources together, and one that puts them in order.
        Tensor words = embed(tensor(plan.Words, ScalarType.Int64, device));
        Tensor padding = zeros([1, words.shape[1]], words.dtype, words.device);
        Tensor sources = cat([padding, words, .. pictures.Select(picture => picture.to(words.dtype, words.device))]);
        Tensor embeddings = sources.index_select(0, tensor(plan.Sources, ScalarType.Int64, words.device)).view(rows, length, words.shape[1]);
        return new(
            embeddings.MoveToOuterDisposeScope(),
            labels is null ? null : Shaped(plan.Labels),
            plan.HasPadding ? Shaped(plan.Mask) : null,
            Shaped(plan.Positions));

        Tensor Shaped(long[] values) => tensor(values, ScalarType.Int64, device).view(rows, length).MoveToOuterDisposeScope();
    }
}
