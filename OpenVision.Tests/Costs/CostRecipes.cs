using OpenVision.Tests.Support;

namespace OpenVision.Tests.Costs;

// What is counted and measured: every family, sizes at which activations or logits weigh as much as parameters.

[TrainRecipe<TiPatch16At160, TiText>(Decoder = Variant.Ti)]
[Stage("only", Samples = 1_024, BatchSize = 8, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class TiCaptioner;

/// <summary>A batch in parts, of half the image tokens.</summary>
[TrainRecipe<TiPatch16At224, TiText>(Decoder = Variant.Ti)]
[Stage("only", Samples = 1_024, BatchSize = 16, BaseLearningRate = 1e-3, MicroBatch = 4, MaskRatio = 0.5)]
[Data("shards/{0..1}.tar")]
internal sealed partial class TiInParts;

[TrainRecipe<TiPatch16At224, TiText>]
[Stage("only", Samples = 1_024, BatchSize = 16, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class TiContrastive;

[TrainRecipe<TiPatch8At160, TiText>]
[Stage("only", Samples = 1_024, BatchSize = 8, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class TiLongSequence;

[TrainRecipe<SPatch16At160, SText>(Decoder = Variant.S)]
[Stage("only", Samples = 1_024, BatchSize = 4, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class SCaptioner;

[TrainRecipe<TiPatch16At384, TiText>(Decoder = Variant.Ti)]
[Stage("only", Samples = 1_024, BatchSize = 4, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class TiLongCaptioner;

[TrainRecipe<SPatch16At224, SText>]
[Stage("only", Samples = 1_024, BatchSize = 12, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar")]
internal sealed partial class SContrastive;

[VisionModel(Family = Family.Clip, Width = 256, Depth = 6, Heads = 8, EmbedDim = 128, Patch = 16, Resolution = 224, Activation = Activation.QuickGelu)]
internal sealed partial class SmallClipVision;

[TextModel(Family = Family.Clip, Width = 192, Depth = 6, Heads = 3, EmbedDim = 128, Vocabulary = 4096, Activation = Activation.QuickGelu)]
internal sealed partial class SmallClipText;

[TrainRecipe<SmallClipVision, SmallClipText>]
[Stage("only", Samples = 1_024, BatchSize = 16, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar", Vocabulary = "vocab.json")]
internal sealed partial class SmallClip;

/// <summary>Its data have web captions alone.</summary>
[TrainRecipe<SmallClipVision, SmallClipText>]
[From<SmallClip>]
[Data("shards/{0..1}.tar", SyntheticCaption = "", Vocabulary = "vocab.json")]
internal sealed partial class SmallWebClip;

[VisionModel(Family = Family.SigLip, Width = 256, Depth = 6, Heads = 4, EmbedDim = 256, Patch = 16, Resolution = 256)]
internal sealed partial class SmallSigLipVision;

[TextModel(Family = Family.SigLip, Width = 256, Depth = 6, Heads = 4, EmbedDim = 256, Context = 64, Vocabulary = 4096)]
internal sealed partial class SmallSigLipText;

[TrainRecipe<SmallSigLipVision, SmallSigLipText>(Contrastive = ContrastiveLossKind.Sigmoid)]
[Stage("only", Samples = 1_024, BatchSize = 16, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar", Vocabulary = "spiece.model")]
internal sealed partial class SmallSigLip;

[VisionModel(Family = Family.ConvNext, StageDepths = [2, 2, 4, 2], StageWidths = [64, 128, 256, 512], EmbedDim = 128, Resolution = 160)]
internal sealed partial class SmallConvNextVision;

[TextModel(Family = Family.ConvNext, Width = 128, Depth = 4, Heads = 2, EmbedDim = 128, Vocabulary = 4096)]
internal sealed partial class SmallConvNextText;

[TrainRecipe<SmallConvNextVision, SmallConvNextText>]
[Stage("only", Samples = 1_024, BatchSize = 16, BaseLearningRate = 1e-3)]
[Data("shards/{0..1}.tar", Vocabulary = "vocab.json")]
internal sealed partial class SmallConvNext;
