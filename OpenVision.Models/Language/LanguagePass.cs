using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>What all blocks of one pass share.</summary>
/// <param name="Rotation">The tokens' positions.</param>
/// <param name="Mask">A term added to attention scores, [B, 1, T, S], S tokens in all; none where every token sees all before it.</param>
/// <param name="Cache">The keys and values of the tokens before, if any are kept.</param>
/// <param name="DropoutSeed">The seed of what adapters drop, if anything.</param>
internal sealed record LanguagePass(Rotation Rotation, Tensor? Mask, KeyValueCache? Cache, ulong? DropoutSeed);
