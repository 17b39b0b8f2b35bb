namespace OpenVision.Tests.Onnx;

// What the reference fixtures leave out: every option is in one of these or in Support/MicroModels.cs.

[VisionModel(Width = 32, Depth = 1, Heads = 2, EmbedDim = 16, Patch = 8, Resolution = 36, CropToPatches = true, Activation = Activation.GeluTanh)]
public sealed partial class CroppedVision;

[VisionModel(Width = 32, Depth = 1, Heads = 2, EmbedDim = 16, Patch = 8, Resolution = 24, ClassToken = false, PatchBias = true, PreNorm = true, Head = Head.Linear, Positions = Positions.SinCos2d)]
public sealed partial class LinearHeadVision;

[VisionModel(Width = 32, Depth = 1, Heads = 4, EmbedDim = 16, Patch = 8, Resolution = 16, Pooling = VisionPooling.ClassToken, Positions = Positions.None, Head = Head.Mlp, Activation = Activation.QuickGelu)]
public sealed partial class MlpHeadVision;

[VisionModel(Width = 32, Depth = 1, Heads = 4, EmbedDim = 16, Patch = 8, Resolution = 16, Pooling = VisionPooling.Attention, ClassToken = true, Head = Head.Matrix, Activation = Activation.GeluTanh)]
public sealed partial class AttentionPoolVision;

[VisionModel(Family = Family.ConvNext, StageDepths = [1, 2], StageWidths = [8, 12], EmbedDim = 16, Resolution = 32, Head = Head.Mlp)]
public sealed partial class TwoStageVision;

[TextModel(Width = 32, Depth = 2, Heads = 2, EmbedDim = 16, Context = 9, Vocabulary = 64, Causal = true, ProjectionBias = true, Activation = Activation.QuickGelu)]
public sealed partial class CausalText;

[TextModel(Width = 32, Depth = 2, Heads = 2, EmbedDim = 16, Context = 9, Vocabulary = 64, Tokenization = Tokenization.ClipBpe, Pooling = TextPooling.EndOfText, Activation = Activation.Gelu)]
public sealed partial class EndOfTextText;
