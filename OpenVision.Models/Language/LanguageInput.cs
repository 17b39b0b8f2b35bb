using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>What a language model is told beside the tokens' vectors.</summary>
/// <param name="Positions">Each token's position, int64, [B, T]. Default: counted over real tokens, on from those in the cache.</param>
/// <param name="Mask">1 for real tokens and 0 for padding on the left or the right, [B, T], any number format. Default: all real.</param>
/// <param name="Cache">The keys and values of the tokens before; takes those of these tokens. Default: there are none, and none are kept.</param>
/// <param name="DropoutSeed">
/// The seed of what adapters drop from their inputs in this training step. Default: nothing is dropped, as for evaluation.
/// </param>
public sealed record LanguageInput(Tensor? Positions = null, Tensor? Mask = null, KeyValueCache? Cache = null, ulong? DropoutSeed = null)
{
    /// <summary>Real tokens only, from position 0.</summary>
    public static LanguageInput Whole { get; } = new();
}
