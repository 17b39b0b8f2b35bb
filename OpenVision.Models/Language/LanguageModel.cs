using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// A causal language model (multimodal.md, section 6). Generated classes derive from it and compose <see cref="TokenTable"/>,
/// <see cref="LanguageBlocks"/>, <see cref="RmsNorm"/> and <see cref="LanguageHead"/>.
/// </summary>
public abstract class LanguageModel
{
    /// <summary>What fixes the graph.</summary>
    public abstract LanguageSpec Spec { get; }

    /// <summary>The map from hidden states to the vocabulary.</summary>
    public abstract LanguageHead Head { get; }

    /// <summary>Turns token ids into vectors.</summary>
    /// <param name="ids">int64, [..., T], each in [0, vocabulary).</param>
    /// <returns>[..., T, width], in the caller's dispose scope.</returns>
    public abstract Tensor Embed(Tensor ids);

    /// <summary>Runs the blocks and the last norm.</summary>
    /// <param name="embeddings">Token vectors, and where pictures stand their vectors, [B, T, width].</param>
    /// <param name="input">Positions, padding and what was computed before.</param>
    /// <returns>Hidden states, [B, T, width], in the caller's dispose scope.</returns>
    public abstract Tensor Forward(Tensor embeddings, LanguageInput input);

    /// <summary>The answers of the vocabulary.</summary>
    /// <param name="hidden">Hidden states, [..., width].</param>
    /// <returns>float32, [..., vocabulary], in the caller's dispose scope.</returns>
    public abstract Tensor Logits(Tensor hidden);

    /// <summary>A cache of keys and values of this model's shape, number format and device.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="capacity">The number of tokens of a row that room is made for at once; more are taken, up to the context.</param>
    public KeyValueCache NewCache(int batch, int capacity) => new(Spec, batch, capacity, Head.Map.Weight.dtype, Head.Map.Weight.device);
}
