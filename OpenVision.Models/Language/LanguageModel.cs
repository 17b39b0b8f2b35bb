using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A causal language model.</summary>
public abstract class LanguageModel
{
    /// <summary>Token vectors.</summary>
    /// <param name="ids">int64, [..., T].</param>
    /// <returns>[..., T, W], in the caller's dispose scope.</returns>
    public abstract Tensor Embed(Tensor ids);
}
