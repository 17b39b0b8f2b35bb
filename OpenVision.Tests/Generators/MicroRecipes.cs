using OpenVision.Scenes;

namespace OpenVision.Tests.Generators;

/// <summary>An image encoder small enough to train inside a test.</summary>
[VisionModel(Width = 16, Depth = 2, Heads = 2, EmbedDim = 8, Patch = 4, Resolution = 16)]
internal sealed partial class MicroEncoder;

/// <summary>A text encoder small enough to train inside a test.</summary>
[TextModel(Width = 16, Depth = 2, Heads = 2, EmbedDim = 8, Context = 8, Vocabulary = 64)]
internal sealed partial class MicroReader;

/// <summary>A caption decoder small enough to train inside a test.</summary>
[CaptionDecoder(Width = 16, Depth = 2, Heads = 2, Queries = 6, Vocabulary = 64)]
internal sealed partial class MicroCaptioner;

/// <summary>All three parts, through two resolutions.</summary>
[TrainRecipe<MicroEncoder, MicroReader, MicroCaptioner>(Seed = 7, ClipNorm = 1)]
[Stage("low", Resolution = 8, Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2, WarmupSamples = 16)]
[Stage("high", Resolution = 16, Samples = 32, BatchSize = 4, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
[Prepare<SceneWorld>("shards", Samples = 64)]
[Eval(Benchmark.Captions, "held-out.tar", Limit = 4)]
internal sealed partial class MicroRecipe;

/// <summary>Both towers without a decoder.</summary>
[TrainRecipe<MicroEncoder, MicroReader>]
[Stage("only", Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2)]
[Data("shards/{0..1}.tar")]
internal sealed partial class MicroContrastiveRecipe;

/// <summary>Both towers and a decoder that has no class of its own.</summary>
[TrainRecipe<MicroEncoder, MicroReader>(Decoder = Variant.Ti)]
[Stage("only", Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2)]
[Data("shards/{0..1}.tar")]
internal sealed partial class MicroPresetRecipe;

/// <summary>A batch in parts, of images that are half left out.</summary>
[TrainRecipe<MicroEncoder, MicroReader, MicroCaptioner>(Seed = 7)]
[Stage("low", Resolution = 16, Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2, MicroBatch = 4, MaskRatio = 0.5, Mask = TokenMask.Block)]
[Stage("high", Resolution = 16, Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2, MicroBatch = 2)]
[Data("shards/{0..1}.tar")]
internal sealed partial class MicroPartsRecipe;

/// <summary>A batch in parts, without a decoder, with one caption an image and the sigmoid loss.</summary>
[TrainRecipe<MicroEncoder, MicroReader>(Contrastive = ContrastiveLossKind.Sigmoid)]
[Stage("only", Samples = 64, BatchSize = 8, BaseLearningRate = 1e-2, MicroBatch = 4)]
[Data("shards/{0..1}.tar", SyntheticCaption = "")]
internal sealed partial class MicroWebPartsRecipe;
