using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// LLaVA-NeXT (January 2024), and Open-LLaVA-NeXT, which trained it again from public data: pictures are laid on grids of tiles, and
// the image encoder trains, too.

/// <summary>LLaVA-NeXT-7B: OpenAI's L/14 at 336 px and Vicuna. Weights of both projects load into it.</summary>
[Multimodal<VitL14QuickGeluAt336, Vicuna7B>(Aspect = ImageAspect.AnyRes, Grids = ["1x2", "2x1", "2x2", "3x1", "1x3"], Merge = TileMerge.SpatialUnpad)]
public sealed partial class LlavaNextOf7B;

/// <summary>What the two share: LLaVA-1.5's first stage, then everything.</summary>
[From<Llava15Training>(Without = ["tune"])]
[MllmStage("align", MicroBatch = 8, MaxLength = 4096)]
[MllmStage("all", ModelParts.All, BatchSize = 128, MicroBatch = 4, LearningRate = 2e-5, VisionLearningRate = 2e-6, MaxLength = 4096, GroupByLength = true)]
public abstract class LlavaNextTraining;

/// <summary>LLaVA-NeXT-7B, whose first stage is LLaVA-1.5's.</summary>
[MllmRecipe<LlavaNextOf7B>(Tokenizer = $"{Weights.Vicuna}/tokenizer.model", LanguageWeights = Weights.Vicuna, VisionWeights = Weights.OpenAiAt336, ClipNorm = 1)]
[From<LlavaNextTraining>]
[MllmStage("all", Template = ChatTemplate.VicunaV1)]
[Conversations("data/llava_next.json", Stage = "all", Images = "data", Published = 760_000)]
public sealed partial class LlavaNextVicuna;

/// <summary>Open-LLaVA-NeXT-7B, whose first stage sees tiles as well.</summary>
[MllmRecipe<LlavaNextOf7B>]
[From<LlavaNextVicuna>]
[MllmStage("align", Aspect = ImageAspect.AnyRes)]
[Conversations("data/open-llava-next_instruct_mix1M.json", Stage = "all", Images = "data", Published = 1_000_000)]
public sealed partial class OpenLlavaNextVicuna;

/// <summary>Open-LLaVA-NeXT with Llama 3, which OpenVision's paper compares encoders by.</summary>
[From<LlavaNextTraining>]
[MllmDefaults(Tokenizer = $"{Weights.Llama3}/tokenizer.json", LanguageWeights = Weights.Llama3, ClipNorm = 1)]
[MllmStage("align", MaxLength = 6144, Aspect = ImageAspect.AnyRes)]
[MllmStage("all", MaxLength = 6144, Template = ChatTemplate.Llama3Answers)]
[Conversations("data/open-llava-next_instruct_mix1M.json", Stage = "all", Images = "data", Published = 1_000_000)]
public abstract class OpenLlavaNextOfLlama3;

/// <summary>OpenAI's L/14 at 336 px with Llama 3, pictures in tiles.</summary>
[Multimodal<VitL14QuickGeluAt336, Llama3Eight>]
[From<LlavaNextOf7B>]
public sealed partial class OpenAiL14At336Llama3Tiles;

/// <summary>Open-LLaVA-NeXT on OpenAI's L/14 at 336 px.</summary>
[MllmRecipe<OpenAiL14At336Llama3Tiles>(VisionWeights = Weights.OpenAiAt336)]
[From<OpenLlavaNextOfLlama3>]
[Published(Source.Next, TextVqa = 69.4, ChartQa = 70.0, OcrBench = 535, MmePerception = 1591, MmeCognition = 351,
    SeedBench = 73.3, MmVet = 40.8, ScienceQa = 76.9, Gqa = 64.5, Pope = 87.6)]
public sealed partial class OpenLlavaNextOpenAiL14At336;

/// <summary>OpenVision's L/14 at 336 px with Llama 3, pictures in tiles.</summary>
[Multimodal<L14At336, Llama3Eight>]
[From<LlavaNextOf7B>]
public sealed partial class L14At336Llama3Tiles;

/// <summary>Open-LLaVA-NeXT on OpenVision's L/14 at 336 px.</summary>
[MllmRecipe<L14At336Llama3Tiles>(VisionWeights = Weights.L14At336)]
[From<OpenLlavaNextOfLlama3>]
[Published(Source.Next, TextVqa = 68.3, ChartQa = 68.0, OcrBench = 547, MmePerception = 1520, MmeCognition = 310,
    SeedBench = 73.3, MmVet = 45.3, ScienceQa = 75.4, Gqa = 64.4, Pope = 88.1)]
public sealed partial class OpenLlavaNextL14At336;
