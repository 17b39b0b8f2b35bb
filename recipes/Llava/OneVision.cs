using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// LLaVA-OneVision (arXiv 2408.03326 and its scripts), and what begins at its stage of single images. The first stage's tokens end in a
// newline here, since that belongs to the model, and there in none.

/// <summary>LLaVA-OneVision-0.5B: SigLIP at 384 px and Qwen2, pictures in up to 36 tiles, videos of 32 frames.</summary>
[Multimodal<VitSo400m14At384, Qwen2Half>(Aspect = ImageAspect.AnyRes, Grids = ["1x1..6x6"], MaxTiles = 9, Merge = TileMerge.SpatialUnpad)]
[Video]
public sealed partial class OneVisionOfHalfB;

/// <summary>LLaVA-OneVision-7B.</summary>
[Multimodal<VitSo400m14At384, Qwen2Seven>]
[From<OneVisionOfHalfB>]
public sealed partial class OneVisionOf7B;

/// <summary>Alignment, recaptions and knowledge, single images, and then pictures, several pictures and videos together.</summary>
[From<LlavaTraining>]
[MllmDefaults(VisionWeights = Weights.SigLip, ClipNorm = 1)]
[MllmStage("align", ModelParts.Connector, BatchSize = 512, MicroBatch = 16, LearningRate = 1e-3, MaxLength = 8192, Template = ChatTemplate.Plain,
    Aspect = ImageAspect.Plain)]
[Conversations("data/LLaVA-Pretrain/blip_laion_cc_sbu_558k.json", Stage = "align", Images = "data/LLaVA-Pretrain/images", Published = 558_128)]
[MllmStage("mid", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, Grids = ["1x2", "2x1", "2x2", "3x1", "1x3"], MaxTiles = 0, GroupByLength = true)]
[Conversations("data/onevision/mid_stage.yaml", Stage = "mid", Images = "data/onevision", Published = 4_000_000)]
[MllmStage("single-image", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, GroupByLength = true)]
[Conversations("data/onevision/single_image.yaml", Stage = "single-image", Images = "data/onevision", Published = 3_200_000)]
[MllmStage("onevision", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, GroupByLength = true)]
[Conversations("data/onevision/onevision.yaml", Stage = "onevision", Images = "data/onevision", Videos = "data/onevision/videos", Published = 1_600_000)]
public abstract class OneVisionTraining;

/// <summary>The training of LLaVA-OneVision-0.5B.</summary>
[MllmRecipe<OneVisionOfHalfB>(Tokenizer = $"{Weights.Qwen2Half}/tokenizer.json", LanguageWeights = Weights.Qwen2Half)]
[From<OneVisionTraining>]
public sealed partial class LlavaOneVisionHalfB;

/// <summary>The training of LLaVA-OneVision-7B.</summary>
[MllmRecipe<OneVisionOf7B>(Tokenizer = $"{Weights.Qwen2Seven}/tokenizer.json", LanguageWeights = Weights.Qwen2Seven)]
[From<OneVisionTraining>]
public sealed partial class LlavaOneVision7B;

/// <summary>LLaVA-Video-7B: LLaVA-OneVision-7B that looks at 64 frames and is told their times.</summary>
[Multimodal<VitSo400m14At384, Qwen2Seven>]
[From<OneVisionOf7B>]
[Video(Frames = 64, AlwaysSample = true, Newline = NewlinePlace.Row, TimeSentence = true)]
public sealed partial class VideoOf7B;

/// <summary>
/// The training of LLaVA-Video-7B (arXiv 2410.02713): LLaVA-OneVision's up to single images, then videos with pictures between them. The
/// batch depends on the machine; LLaVA-OneVision's.
/// </summary>
[MllmRecipe<VideoOf7B>]
[From<LlavaOneVision7B>(Without = ["onevision"])]
[MllmStage("video", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, GroupByLength = true)]
[Conversations("data/video/exp.yaml", Stage = "video", Images = "data/onevision", Videos = "data/video")]
public sealed partial class LlavaVideo7B;
