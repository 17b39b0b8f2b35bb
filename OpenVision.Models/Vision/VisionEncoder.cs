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
}
