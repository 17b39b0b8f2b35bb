using OpenVision.Conversations;
using OpenVision.Multimodal;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>Makes what a language model reads of a batch of conversations.</summary>
internal static class MllmBatch
{
    /// <summary>Puts the pictures' tokens of some rows into their places.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">Their number.</param>
    /// <param name="limit">The most positions of a row; 0 for any.</param>
    /// <param name="side">Where shorter rows are filled up. Default: behind.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public static SplicedBatch Splice(MultimodalModel model, ConversationBatch<PictureTiles> batch, int first, int count, int limit, PaddingSide side = PaddingSide.Right)
    {
        using DisposeScope scope = NewDisposeScope();
        PictureTiles[] pictures = [.. batch.Rows.Skip(first).Take(count).SelectMany(static row => row.Pictures)];
        IReadOnlyList<Tensor> tokens = pictures.Length > 0 ? model.PictureTokens(pictures) : [];
        Device device = model.Settings.Language.Device;
        SplicedBatch spliced = Multimodal.Splice.Apply(
            Part(batch.Ids), Part(batch.Labels), Part(batch.Mask), [.. WithStandIns(model, batch, first, count, tokens)], model.Language.Embed, limit, side);
        return new(
            spliced.Embeddings.MoveToOuterDisposeScope(), spliced.Labels?.MoveToOuterDisposeScope(), spliced.Mask?.MoveToOuterDisposeScope(), spliced.Positions.MoveToOuterDisposeScope());

        Tensor Part(long[] values) => tensor(values.AsMemory(first * batch.Length, count * batch.Length).ToArray(), ScalarType.Int64, device).view(count, batch.Length);
    }

    /// <summary>The number of labels of a batch that its rows learn from once pictures are in their places and rows cut.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="spec">The model.</param>
    /// <param name="limit">The most positions of a row.</param>
    public static long LearntTokens(ConversationBatch<PictureTiles> batch, MultimodalSpec spec, int limit)
    {
        long learnt = 0;
        for (int row = 0; row < batch.Rows.Count; row++)
        {
            Queue<PictureTiles> pictures = new(batch.Rows[row].Pictures);
            long at = 0;
            for (int i = row * batch.Length; i < (row + 1) * batch.Length && batch.Mask[i] != 0 && at < limit; i++)
            {
                bool isPicture = batch.Ids[i] == PlaceholderIds.Picture;
                learnt += !isPicture && at > 0 && batch.Labels[i] != PlaceholderIds.Ignored ? 1 : 0;
                at += isPicture ? Tokens(pictures.Dequeue(), spec) : 1;
            }
        }

        return learnt;
    }

    private static int Tokens(PictureTiles picture, MultimodalSpec spec) =>
        picture.IsVideo ? TileLayout.VideoTokens(spec, picture.Count) : picture.Grid is { } grid ? TileLayout.Tokens(spec, grid, picture.Size) : TileLayout.TileTokens(spec);

    // The published code runs a black picture through every part for a row without one, so that all of its processes make the same calls;
    // none of its tokens are used, so that an empty one does the same.
    private static IEnumerable<Tensor> WithStandIns(MultimodalModel model, ConversationBatch<PictureTiles> batch, int first, int count, IReadOnlyList<Tensor> tokens)
    {
        int next = 0;
        foreach (ConversationRow<PictureTiles> row in batch.Rows.Skip(first).Take(count))
        {
            if (row.Pictures.Count == 0)
            {
                yield return zeros([0, model.Spec.Language.Width], model.Settings.Language.ComputeType, model.Settings.Language.Device);
            }

            for (int i = 0; i < row.Pictures.Count; i++)
            {
                yield return tokens[next++];
            }
        }
    }
}
