using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>The contrastive loss of image and text embeddings (openvision.md, section 5).</summary>
public static class ContrastiveLoss
{
    /// <summary>
    /// The mean of two symmetric losses, images against web captions and images against synthetic ones; the negatives of
    /// each come from its own captions only.
    /// </summary>
    /// <param name="images">Image embeddings, not normalised, [B, E].</param>
    /// <param name="texts">Text embeddings, not normalised, the web captions' before the synthetic ones', [2 B, E].</param>
    /// <param name="scale">The learned temperature.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor TwoCaptions(Tensor images, Tensor texts, LogitScale scale)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = Normalize(images);
        Tensor[] text = Normalize(texts).chunk(2);
        return Pair(image, text[0], scale).Plus(Pair(image, text[1], scale)).Times(0.5).MoveToOuterDisposeScope();
    }

    /// <summary>The symmetric loss of images against their only captions: what <see cref="TwoCaptions"/> is of the same captions twice.</summary>
    /// <param name="images">Image embeddings, not normalised, [B, E].</param>
    /// <param name="texts">Text embeddings, not normalised, [B, E].</param>
    /// <param name="scale">The learned temperature.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor OneCaption(Tensor images, Tensor texts, LogitScale scale)
    {
        using DisposeScope scope = NewDisposeScope();
        return Pair(Normalize(images), Normalize(texts), scale).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of one set of captions; row i of the images belongs to row i of the texts.</summary>
    /// <param name="images">Image embeddings of length 1, float32, [B, E].</param>
    /// <param name="texts">Text embeddings of length 1, float32, [B, E].</param>
    /// <param name="scale">The learned temperature, with a bias for the sigmoid loss.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Pair(Tensor images, Tensor texts, LogitScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        using DisposeScope scope = NewDisposeScope();
        Tensor factor = scale.Logarithm.exp();
        return (scale.Bias is { } bias ? Sigmoid(images, texts, factor, bias) : Softmax(images, texts, factor)).MoveToOuterDisposeScope();
    }

    /// <summary>Cross entropy of the similarities in both directions, half each; row i of one belongs to row i of the other.</summary>
    /// <param name="images">Image embeddings of length 1, float32, [B, E].</param>
    /// <param name="texts">Text embeddings of length 1, float32, [B, E].</param>
    /// <param name="scale">What similarities are multiplied with, a scalar.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Softmax(Tensor images, Tensor texts, Tensor scale) =>
        SoftmaxContrast.Of(images, texts, scale, SimilarityBlock.Rows(images.shape[0]));

    /// <summary>
    /// SigLIP's loss: every pair is its own question, answered with yes on the diagonal and no elsewhere; summed over all pairs
    /// and divided by the batch (arXiv 2303.15343).
    /// </summary>
    /// <param name="images">Image embeddings of length 1, float32, [B, E].</param>
    /// <param name="texts">Text embeddings of length 1, float32, [B, E].</param>
    /// <param name="scale">What similarities are multiplied with, a scalar.</param>
    /// <param name="bias">What is added to them then, a scalar.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Sigmoid(Tensor images, Tensor texts, Tensor scale, Tensor bias) =>
        SigmoidContrast.Of(images, texts, scale, bias, SimilarityBlock.Rows(images.shape[0]));

    /// <summary>Scales rows to length 1 in float32, dividing by (length + 1e-8) as the reference's JAX code does.</summary>
    /// <param name="embeddings">[B, E].</param>
    /// <returns>float32, [B, E], in the caller's dispose scope.</returns>
    public static Tensor Normalize(Tensor embeddings)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor exact = embeddings.to_type(ScalarType.Float32);
        return (exact / exact.norm(1, keepdim: true, p: 2).Plus(1e-8)).MoveToOuterDisposeScope();
    }
}
