namespace OpenVision.Recipes.Llava;

// What a finer patch brings (OpenVision's paper, Table 5): encoders of 384 px under LLaVA-1.5 with Llama 3.

/// <summary>
/// LLaVA-1.5 with room for pictures of patch 8, whose 2,304 tokens are more than LLaVA-1.5's longest sample. How long the paper's were is
/// not published.
/// </summary>
[From<Llava15OfLlama3>]
[MllmStage("align", MaxLength = 4096)]
[MllmStage("tune", MaxLength = 4096)]
public abstract class Llava15OfPatch8;

/// <summary>OpenVision's Ti/16 at 384 px with Llama 3.</summary>
[Multimodal<Ti16At384, Llama3Eight>]
public sealed partial class Ti16At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's Ti/16 at 384 px.</summary>
[MllmRecipe<Ti16At384Llama3>(VisionWeights = Weights.Ti16At384)]
[From<Llava15OfLlama3>]
[Published(Source.Patches, TextVqa = 50.2, ChartQa = 11.6, OcrBench = 139, MmePerception = 1329, MmeCognition = 280,
    SeedBench = 62.0, MmVet = 21.4, ScienceQa = 73.1, Gqa = 58.0, Pope = 82.8)]
public sealed partial class Llava15Ti16At384;

/// <summary>OpenVision's Ti/8 at 384 px with Llama 3.</summary>
[Multimodal<Ti8At384, Llama3Eight>]
public sealed partial class Ti8At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's Ti/8 at 384 px.</summary>
[MllmRecipe<Ti8At384Llama3>(VisionWeights = Weights.Ti8At384)]
[From<Llava15OfPatch8>]
[Published(Source.Patches, TextVqa = 54.6, ChartQa = 12.9, OcrBench = 223, MmePerception = 1383, MmeCognition = 310,
    SeedBench = 66.3, MmVet = 25.1, ScienceQa = 73.1, Gqa = 59.7, Pope = 85.3)]
public sealed partial class Llava15Ti8At384;

/// <summary>OpenVision's S/16 at 384 px with Llama 3.</summary>
[Multimodal<S16At384, Llama3Eight>]
public sealed partial class S16At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's S/16 at 384 px.</summary>
[MllmRecipe<S16At384Llama3>(VisionWeights = Weights.S16At384)]
[From<Llava15OfLlama3>]
[Published(Source.Patches, TextVqa = 54.3, ChartQa = 12.0, OcrBench = 235, MmePerception = 1393, MmeCognition = 343,
    SeedBench = 67.5, MmVet = 28.8, ScienceQa = 73.2, Gqa = 61.6, Pope = 85.7)]
public sealed partial class Llava15S16At384;

/// <summary>OpenVision's S/8 at 384 px with Llama 3.</summary>
[Multimodal<S8At384, Llama3Eight>]
public sealed partial class S8At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's S/8 at 384 px.</summary>
[MllmRecipe<S8At384Llama3>(VisionWeights = Weights.S8At384)]
[From<Llava15OfPatch8>]
[Published(Source.Patches, TextVqa = 59.3, ChartQa = 15.9, OcrBench = 310, MmePerception = 1449, MmeCognition = 303,
    SeedBench = 70.3, MmVet = 32.5, ScienceQa = 74.7, Gqa = 62.0, Pope = 87.1)]
public sealed partial class Llava15S8At384;

/// <summary>OpenVision's B/16 at 384 px with Llama 3.</summary>
[Multimodal<B16At384, Llama3Eight>]
public sealed partial class B16At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's B/16 at 384 px.</summary>
[MllmRecipe<B16At384Llama3>(VisionWeights = Weights.B16At384)]
[From<Llava15OfLlama3>]
[Published(Source.Patches, TextVqa = 57.9, ChartQa = 14.5, OcrBench = 293, MmePerception = 1432, MmeCognition = 333,
    SeedBench = 69.8, MmVet = 33.2, ScienceQa = 73.5, Gqa = 62.8, Pope = 87.8)]
public sealed partial class Llava15B16At384;

/// <summary>OpenVision's B/8 at 384 px with Llama 3.</summary>
[Multimodal<B8At384, Llama3Eight>]
public sealed partial class B8At384Llama3;

/// <summary>LLaVA-1.5 on OpenVision's B/8 at 384 px.</summary>
[MllmRecipe<B8At384Llama3>(VisionWeights = Weights.B8At384)]
[From<Llava15OfPatch8>]
[Published(Source.Patches, TextVqa = 61.2, ChartQa = 17.2, OcrBench = 345, MmePerception = 1545, MmeCognition = 299,
    SeedBench = 71.8, MmVet = 35.5, ScienceQa = 74.0, Gqa = 63.0, Pope = 87.0)]
public sealed partial class Llava15B8At384;
