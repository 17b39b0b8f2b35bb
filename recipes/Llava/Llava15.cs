using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// LLaVA-1.5 (arXiv 2310.03744 and its training scripts): the connector alone on captions, then it and the language model on
// instructions. The image encoder stays as it was.

/// <summary>What the LLaVA family shares: bfloat16, and every block run again for its derivative.</summary>
[MllmDefaults(Precision = Precision.BFloat16, RematerializeEvery = 1)]
public abstract class LlavaTraining;

/// <summary>LLaVA-1.5's two stages.</summary>
[From<LlavaTraining>]
[MllmStage("align", ModelParts.Connector, BatchSize = 256, MicroBatch = 32, LearningRate = 1e-3, Template = ChatTemplate.Plain, Aspect = ImageAspect.Plain)]
[Conversations("data/LLaVA-Pretrain/blip_laion_cc_sbu_558k.json", Stage = "align", Images = "data/LLaVA-Pretrain/images", Published = 558_128)]
[MllmStage("tune", ModelParts.Connector | ModelParts.Language, BatchSize = 128, MicroBatch = 16, LearningRate = 2e-5, Template = ChatTemplate.VicunaV1,
    GroupByLength = true)]
[Conversations("data/llava_v1_5_mix665k.json", Stage = "tune", Images = "data", Published = 665_298)]
public abstract class Llava15Training;

/// <summary>
/// The same with Llama 3, which OpenVision's paper compares encoders by. The form of its conversations is not published: Llama 3's own,
/// and answers alone are learnt, as LLaVA-1.5 learns them.
/// </summary>
[From<Llava15Training>]
[MllmDefaults(Tokenizer = $"{Weights.Llama3}/tokenizer.json", LanguageWeights = Weights.Llama3)]
[MllmStage("tune", Template = ChatTemplate.Llama3Answers)]
public abstract class Llava15OfLlama3;

/// <summary>LLaVA-1.5-7B: OpenAI's L/14 at 336 px and Vicuna.</summary>
[Multimodal<VitL14QuickGeluAt336, Vicuna7B>]
public sealed partial class Llava15Of7B;

/// <summary>The training of LLaVA-1.5-7B.</summary>
[MllmRecipe<Llava15Of7B>(Tokenizer = $"{Weights.Vicuna}/tokenizer.model", LanguageWeights = Weights.Vicuna, VisionWeights = Weights.OpenAiAt336)]
[From<Llava15Training>]
public sealed partial class Llava15Vicuna;

/// <summary>The same with adapters in place of the language model's weights.</summary>
[MllmRecipe<Llava15Of7B>]
[From<Llava15Vicuna>]
[Lora(Stage = "tune", Rank = 128, Alpha = 256, Dropout = 0.05)]
[MllmStage("tune", LearningRate = 2e-4, ConnectorLearningRate = 2e-5)]
public sealed partial class Llava15VicunaLora;
