namespace OpenVision.Recipes.Llava;

// The language models of the LLaVA family, each once.

/// <summary>Meta's Llama 3 of eight billion parameters.</summary>
[LanguageModel(LanguageModelSize.Llama3Eight)]
[Published(Source.Shapes, Parameters = 8_030_261_248)]
public sealed partial class Llama3Eight;

/// <summary>Vicuna v1.5 of seven billion parameters.</summary>
[LanguageModel(LanguageModelSize.Vicuna7B)]
[Published(Source.Shapes, Parameters = 6_738_415_616)]
public sealed partial class Vicuna7B;

/// <summary>Qwen2 of half a billion parameters.</summary>
[LanguageModel(LanguageModelSize.Qwen2Half)]
[Published(Source.Shapes, Parameters = 494_032_768)]
public sealed partial class Qwen2Half;

/// <summary>Qwen2 of seven billion parameters.</summary>
[LanguageModel(LanguageModelSize.Qwen2Seven)]
[Published(Source.Shapes, Parameters = 7_615_616_512)]
public sealed partial class Qwen2Seven;

/// <summary>Qwen1.5 of seven billion parameters.</summary>
[LanguageModel(Family = LanguageFamily.Qwen2, Width = 4096, Depth = 32, Heads = 32, MlpDim = 11_008, Vocabulary = 151_936, Context = 32_768,
    RopeTheta = 1_000_000, NormEpsilon = 1e-6, EndTokens = [151_645], PaddingToken = 151_643)]
[Published(Source.Shapes, MillionParameters = 7721)]
public sealed partial class Qwen15Seven;

/// <summary>
/// SmolLM2-135M: SmolLM-135M's sizes with four times its context. OpenVision's paper cites the second version, and 768 pixels are more
/// tokens than the first has positions.
/// </summary>
[LanguageModel(LanguageModelSize.SmolLm135M, Context = 8192, RopeTheta = 100_000)]
[Published(Source.Shapes, Parameters = 134_515_008)]
public sealed partial class SmolLm135M;
