using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>The gradients of a contrastive loss by embeddings and scale, from those of the logits, a block of rows after the other.</summary>
/// <param name="images">Image embeddings, float32, [B, E].</param>
/// <param name="texts">Text embeddings, float32, [B, E].</param>
/// <param name="scale">What similarities are multiplied with, a scalar.</param>
/// <param name="factor">What every gradient is multiplied with at the end.</param>
internal sealed class ContrastGradients(Tensor images, Tensor texts, Tensor scale, double factor)
{
    private readonly Tensor ofImages = empty_like(images);
    private readonly Tensor ofTexts = zeros_like(texts);

    /// <summary>Adds a block.</summary>
    /// <param name="at">Its first row.</param>
    /// <param name="scaled">The image embeddings times the scale, [B, E].</param>
    /// <param name="errors">The gradients of its logits, [R, B].</param>
    public void Add(long at, Tensor scaled, Tensor errors)
    {
        using DisposeScope scope = NewDisposeScope();
        long count = errors.shape[0];
        ofImages.narrow(0, at, count).copy_(errors.matmul(texts));
        ofTexts.addmm_(errors.t(), scaled.narrow(0, at, count));
    }

    /// <summary>The gradients of images, texts and scale, in the scope outside the caller's.</summary>
    public List<Tensor> Finish()
    {
        using DisposeScope scope = NewDisposeScope();
        ofImages.Scale(factor);
        ofTexts.Scale(factor);

        // Both are by the scaled similarities so far, of which the scale is a factor as an image is.
        Tensor ofScale = (images * ofImages).sum().view(scale.shape);
        ofImages.mul_(scale);
        ofScale.MoveToOuterDisposeScope();
        return [ofImages.MoveToOuterDisposeScope(), ofTexts.MoveToOuterDisposeScope(), ofScale.MoveToOuterDisposeScope()];
    }

    /// <summary>What a backward pass hands on.</summary>
    /// <param name="gradients">The gradients by each input.</param>
    /// <param name="outer">That of the loss, a scalar.</param>
    /// <returns>Their products, in the caller's dispose scope.</returns>
    public static IEnumerable<Tensor> Scaled(List<Tensor> gradients, Tensor outer)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] products = [.. gradients.Select(one => (one * outer).MoveToOuterDisposeScope())];
        gradients.ForEach(static one => one.Dispose());
        return products;
    }
}
