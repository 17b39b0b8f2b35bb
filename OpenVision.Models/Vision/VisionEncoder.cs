using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Vision;

/// <summary>What an image encoder gives for a batch. Both live in the caller's dispose scope.</summary>
/// <param name="Embedding">The projected vector, not normalised, [B, embedding].</param>
/// <param name="Tokens">The patch tokens before the final norm, without the class token, [B, patches, width].</param>
public readonly record struct VisionFeatures(Tensor Embedding, Tensor Tokens);

/// <summary>An image encoder. Generated from <see cref="VisionModelAttribute"/>; owned by its parameter store.</summary>
public abstract class VisionEncoder
{
    /// <summary>What fixes the graph.</summary>
    public abstract VisionSpec Spec { get; }

    /// <summary>Encodes images.</summary>
    /// <param name="images">Normalised images, float32, [B, 3, R, R]; R is any multiple of the patch where positions are fixed.</param>
    /// <exception cref="ArgumentException">The images do not have that shape.</exception>
    public abstract VisionFeatures Forward(Tensor images);

    /// <summary>Encodes images from some of their patches.</summary>
    /// <param name="images">Normalised images, float32, [B, 3, R, R].</param>
    /// <param name="kept">The patches to see, counted by rows from 0, int64, [B, K]; none sees all.</param>
    /// <exception cref="ArgumentException">The images or the patches do not have that shape.</exception>
    /// <exception cref="NotSupportedException">The encoder has no tokens that can be left out.</exception>
    public virtual VisionFeatures Forward(Tensor images, Tensor? kept) =>
        kept is null ? Forward(images) : throw new NotSupportedException($"{Spec.Name} sees whole images: only a vision transformer's tokens can be left out.");

    /// <summary>
    /// The tokens that a language model's connector reads: a block's output, as it is. Later blocks are not run, no norm is applied, and
    /// nothing is pooled (multimodal.md, section 1.2).
    /// </summary>
    /// <param name="images">Normalised images, float32, [B, 3, R, R]; R is any multiple of the patch where positions are fixed.</param>
    /// <param name="layer">
    /// The block, counted from the end: -1 is the last one, -2 the one before it, and -(depth + 1) what the first block is given.
    /// </param>
    /// <param name="classToken">Whether the class token stays in front of the patches; without effect where there is none.</param>
    /// <returns>[B, patches, width], or [B, 1 + patches, width] with the class token; in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The images do not have that shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    /// <exception cref="NotSupportedException">The encoder's earlier layers have no grid of tokens of its width.</exception>
    public virtual Tensor Features(Tensor images, int layer, bool classToken)
    {
        if (layer != -1)
        {
            throw new NotSupportedException(
                $"{Spec.Name} gives the features of its last layer alone, -1, and {layer} was asked for: only a vision transformer's blocks are all of one shape.");
        }

        using DisposeScope scope = NewDisposeScope();
        return Forward(images).Tokens.MoveToOuterDisposeScope();
    }
}
