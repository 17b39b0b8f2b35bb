using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>What a contrastive loss compares, of a batch or of some of its pairs; or the gradients of that.</summary>
/// <param name="Image">The images' embeddings, not normalised, [B, E].</param>
/// <param name="Text">The texts', all captions of one kind before those of the next, [c B, E].</param>
public readonly record struct PairEmbeddings(Tensor Image, Tensor Text)
{
    private long Captions => Text.shape[0] / Image.shape[0];

    /// <summary>Hands both on to the caller's dispose scope.</summary>
    public PairEmbeddings MoveToOuterDisposeScope() => new(Image.MoveToOuterDisposeScope(), Text.MoveToOuterDisposeScope());

    /// <summary>A scalar whose gradients by these embeddings are the given ones; its value means nothing.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <returns>The scalar, in the caller's dispose scope.</returns>
    public Tensor Toward(PairEmbeddings gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        return (Image * gradients.Image).sum().Plus((Text * gradients.Text).sum()).MoveToOuterDisposeScope();
    }

    /// <summary>The embeddings of a batch from those of its parts.</summary>
    /// <param name="parts">The parts, in their order.</param>
    /// <returns>Embeddings that take gradients, in the caller's dispose scope.</returns>
    internal static PairEmbeddings Join(IReadOnlyList<PairEmbeddings> parts)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = cat([.. parts.Select(static part => part.Image)]);
        Tensor text = cat([.. parts.Select(static part => part.Text.view(part.Captions, part.Image.shape[0], -1))], 1); // [c, B, E]
        PairEmbeddings all = new(image, text.view(-1, text.shape[2]));
        all.Image.requires_grad = true;
        all.Text.requires_grad = true;
        return all.MoveToOuterDisposeScope();
    }

    /// <summary>Those of some pairs.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <returns>Embeddings in the caller's dispose scope.</returns>
    internal PairEmbeddings Part(long first, long count) => new(
        Image.narrow(0, first, count),
        Text.view(Captions, Image.shape[0], -1).narrow(1, first, count).reshape(Captions * count, -1));
}

/// <summary>What some pairs of a batch need to know of the whole, for their gradients to be its.</summary>
/// <param name="Gradients">The gradients of the weighted contrastive loss by their embeddings.</param>
/// <param name="Tokens">The number of real tokens of all captions of the batch.</param>
public readonly record struct ChunkShare(PairEmbeddings Gradients, long Tokens);
