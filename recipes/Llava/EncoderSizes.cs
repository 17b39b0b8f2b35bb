using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// What an encoder's size brings (OpenVision's paper, Table 3): encoders of 224 px under LLaVA-1.5 with Llama 3.

/// <summary>OpenAI's L/14 at 224 px with Llama 3.</summary>
[Multimodal<VitL14QuickGelu, Llama3Eight>]
public sealed partial class OpenAiL14At224Llama3;

/// <summary>LLaVA-1.5 on OpenAI's L/14 at 224 px.</summary>
[MllmRecipe<OpenAiL14At224Llama3>(VisionWeights = Weights.OpenAi)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 56.1, ChartQa = 13.2, OcrBench = 177, MmePerception = 1443, MmeCognition = 306,
    SeedBench = 66.0, MmVet = 32.8, ScienceQa = 73.4, Gqa = 60.8, Pope = 85.0)]
public sealed partial class Llava15OpenAiL14At224;

/// <summary>OpenVision's L/14 at 224 px with Llama 3.</summary>
[Multimodal<L14At224, Llama3Eight>]
public sealed partial class L14At224Llama3;

/// <summary>LLaVA-1.5 on OpenVision's L/14 at 224 px.</summary>
[MllmRecipe<L14At224Llama3>(VisionWeights = Weights.L14At224)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 57.7, ChartQa = 13.9, OcrBench = 315, MmePerception = 1487, MmeCognition = 317,
    SeedBench = 69.5, MmVet = 35.2, ScienceQa = 73.6, Gqa = 62.9, Pope = 86.4)]
public sealed partial class Llava15L14At224;

/// <summary>OpenVision's H/14 at 224 px with Llama 3.</summary>
[Multimodal<H14At224, Llama3Eight>]
public sealed partial class H14At224Llama3;

/// <summary>LLaVA-1.5 on OpenVision's H/14 at 224 px.</summary>
[MllmRecipe<H14At224Llama3>(VisionWeights = Weights.H14At224)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 57.9, ChartQa = 13.6, OcrBench = 330, MmePerception = 1501, MmeCognition = 308,
    SeedBench = 69.3, MmVet = 35.8, ScienceQa = 75.9, Gqa = 61.9, Pope = 87.0)]
public sealed partial class Llava15H14At224;

/// <summary>OpenVision's B/16 at 224 px with Llama 3.</summary>
[Multimodal<B16At224, Llama3Eight>]
public sealed partial class B16At224Llama3;

/// <summary>LLaVA-1.5 on OpenVision's B/16 at 224 px.</summary>
[MllmRecipe<B16At224Llama3>(VisionWeights = Weights.B16At224)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 54.1, ChartQa = 11.8, OcrBench = 262, MmePerception = 1496, MmeCognition = 293,
    SeedBench = 68.2, MmVet = 30.9, ScienceQa = 74.4, Gqa = 61.6, Pope = 86.6)]
public sealed partial class Llava15B16At224;

/// <summary>OpenVision's S/16 at 224 px with Llama 3.</summary>
[Multimodal<S16At224, Llama3Eight>]
public sealed partial class S16At224Llama3;

/// <summary>LLaVA-1.5 on OpenVision's S/16 at 224 px.</summary>
[MllmRecipe<S16At224Llama3>(VisionWeights = Weights.S16At224)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 51.8, ChartQa = 11.0, OcrBench = 202, MmePerception = 1348, MmeCognition = 264,
    SeedBench = 65.5, MmVet = 24.6, ScienceQa = 71.8, Gqa = 60.1, Pope = 84.6)]
public sealed partial class Llava15S16At224;

/// <summary>OpenVision's Ti/16 at 224 px with Llama 3.</summary>
[Multimodal<Ti16At224, Llama3Eight>]
public sealed partial class Ti16At224Llama3;

/// <summary>LLaVA-1.5 on OpenVision's Ti/16 at 224 px.</summary>
[MllmRecipe<Ti16At224Llama3>(VisionWeights = Weights.Ti16At224)]
[From<Llava15OfLlama3>]
[Published(Source.Scale, TextVqa = 48.9, ChartQa = 11.7, OcrBench = 128, MmePerception = 1273, MmeCognition = 282,
    SeedBench = 59.9, MmVet = 21.8, ScienceQa = 71.8, Gqa = 57.4, Pope = 82.0)]
public sealed partial class Llava15Ti16At224;
