using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// OpenVision's largest encoders beside OpenAI's and SigLIP's (its paper, Table 1), under LLaVA-1.5 with Llama 3. The rows of 224 px are
// also those of Table 3.

/// <summary>OpenAI's L/14 at 336 px with Llama 3.</summary>
[Multimodal<VitL14QuickGeluAt336, Llama3Eight>]
public sealed partial class OpenAiL14At336Llama3;

/// <summary>LLaVA-1.5 on OpenAI's L/14 at 336 px.</summary>
[MllmRecipe<OpenAiL14At336Llama3>(VisionWeights = Weights.OpenAiAt336)]
[From<Llava15OfLlama3>]
[Published(Source.Rivals, TextVqa = 59.1, ChartQa = 13.8, OcrBench = 201, MmePerception = 1475, MmeCognition = 288,
    SeedBench = 67.5, MmVet = 35.2, ScienceQa = 73.1, Gqa = 61.1, Pope = 85.7)]
public sealed partial class Llava15OpenAiL14At336;

/// <summary>OpenVision's L/14 at 336 px with Llama 3.</summary>
[Multimodal<L14At336, Llama3Eight>]
public sealed partial class L14At336Llama3;

/// <summary>LLaVA-1.5 on OpenVision's L/14 at 336 px.</summary>
[MllmRecipe<L14At336Llama3>(VisionWeights = Weights.L14At336)]
[From<Llava15OfLlama3>]
[Published(Source.Rivals, TextVqa = 61.2, ChartQa = 15.7, OcrBench = 339, MmePerception = 1525, MmeCognition = 315,
    SeedBench = 70.5, MmVet = 36.2, ScienceQa = 75.1, Gqa = 63.7, Pope = 87.2)]
public sealed partial class Llava15L14At336;

/// <summary>SigLIP's So400m/14 at 384 px with Llama 3.</summary>
[Multimodal<VitSo400m14At384, Llama3Eight>]
public sealed partial class SigLipSo400m14At384Llama3;

/// <summary>LLaVA-1.5 on SigLIP's So400m/14 at 384 px.</summary>
[MllmRecipe<SigLipSo400m14At384Llama3>(VisionWeights = Weights.SigLip)]
[From<Llava15OfLlama3>]
[Published(Source.Rivals, TextVqa = 62.6, ChartQa = 14.5, OcrBench = 338, MmePerception = 1481, MmeCognition = 347,
    SeedBench = 69.4, MmVet = 35.1, ScienceQa = 76.7, Gqa = 63.3, Pope = 87.0)]
public sealed partial class Llava15SigLipSo400m14At384;

/// <summary>OpenVision's So400m/14 at 384 px with Llama 3.</summary>
[Multimodal<So400m14At384, Llama3Eight>]
public sealed partial class So400m14At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's So400m/14 at 384 px.</summary>
[MllmRecipe<So400m14At384Llama3>(VisionWeights = Weights.So400m14At384)]
[From<Llava15OfLlama3>]
[Published(Source.Rivals, TextVqa = 62.4, ChartQa = 16.1, OcrBench = 357, MmePerception = 1493, MmeCognition = 320,
    SeedBench = 70.4, MmVet = 35.3, ScienceQa = 72.4, Gqa = 63.8, Pope = 88.0)]
public sealed partial class Llava15So400m14At384;
