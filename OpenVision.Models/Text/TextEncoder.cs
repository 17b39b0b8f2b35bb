using static TorchSharp.torch;

namespace OpenVision.Text;

/// <summary>What a text encoder gives for a batch. Both live in the caller's dispose scope.</summary>
/// <param name="Embedding">The projected vector, not normalised, [B, embedding].</param>
/// <param name="Tokens">All tokens but the last, before the final norm, [B, T - 1, width].</param>
public readonly record struct TextFeatures(Tensor Embedding, Tensor Tokens);

/// <summary>A text encoder. Generated from <see cref="TextModelAttribute"/>; owned by its parameter store.</summary>
public abstract class TextEncoder
{
    /// <summary>What fixes the graph.</summary>
    public abstract TextSpec Spec { get; }

    /// <summary>Encodes texts.</summary>
    /// <param name="tokens">Token ids, int64, [B, T].</param>
    /// <exception cref="ArgumentException">The texts do not have that shape.</exception>
    public abstract TextFeatures Forward(Tensor tokens);
}
