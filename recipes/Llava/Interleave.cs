using OpenVision.Recipes.Clip;

namespace OpenVision.Recipes.Llava;

// LLaVA-NeXT-Interleave (arXiv 2407.07895): a LLaVA-NeXT of SigLIP and Qwen1.5 learns to read several pictures, frames and views.

/// <summary>LLaVA-NeXT-Interleave-7B.</summary>
[Multimodal<VitSo400m14At384, Qwen15Seven>(Aspect = ImageAspect.AnyRes, Grids = ["1x2", "2x1", "2x2", "3x1", "1x3"], Merge = TileMerge.SpatialUnpad)]
public sealed partial class InterleaveOf7B;

/// <summary>
/// LLaVA-NeXT by its public script, then M4-Instruct, each picture as one padded tile. Batches depend on the machines, and the last
/// stage's learning rates are not published: LLaVA-OneVision's batches, and the second stage's learning rates.
/// </summary>
[MllmRecipe<InterleaveOf7B>(Tokenizer = $"{Weights.Qwen15Seven}/tokenizer.json", LanguageWeights = Weights.Qwen15Seven)]
[From<OneVisionTraining>(Without = ["mid", "single-image", "onevision"])]
[MllmStage("next", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, GroupByLength = true)]
[Conversations("data/llava_next.json", Stage = "next", Images = "data", Published = 790_000)]
[MllmStage("interleave", ModelParts.All, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-5, VisionLearningRate = 2e-6, MaxLength = 32_768,
    Template = ChatTemplate.Qwen, Aspect = ImageAspect.Pad, GroupByLength = true)]
[Conversations("data/M4-Instruct/m4_instruct_annotations.json", Stage = "interleave", Images = "data/M4-Instruct", Published = 1_177_600)]
public sealed partial class LlavaInterleave7B;
