namespace OpenVision.Tests.Support;

// The sizes of the reference fixtures (Fixtures/README.md).

// Positions are learned here: the fixtures hold arbitrary ones, and the published checkpoints store them as a parameter.
[VisionModel(Width = 64, Depth = 2, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32, Positions = Positions.Learned)]
public sealed partial class MicroVision;

[TextModel(Width = 48, Depth = 2, Heads = 3, EmbedDim = 32, Context = 80, Vocabulary = 512)]
public sealed partial class MicroText;

[VisionModel(Family = Family.Clip, Width = 64, Depth = 2, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32, Activation = Activation.QuickGelu)]
public sealed partial class MicroClipVision;

[TextModel(Family = Family.Clip, Width = 48, Depth = 2, Heads = 3, EmbedDim = 32, Vocabulary = 512, Activation = Activation.QuickGelu)]
public sealed partial class MicroClipText;

[VisionModel(Family = Family.SigLip, Width = 48, Depth = 2, Heads = 3, Patch = 8, Resolution = 32)]
public sealed partial class MicroSigLipVision;

[TextModel(Family = Family.SigLip, Width = 48, Depth = 2, Heads = 3, Context = 16, Vocabulary = 512)]
public sealed partial class MicroSigLipText;

[VisionModel(Family = Family.ConvNext, StageDepths = [1, 1, 2, 1], StageWidths = [16, 32, 64, 128], EmbedDim = 32, Resolution = 64)]
public sealed partial class MicroConvNextVision;

[TextModel(Family = Family.ConvNext, Width = 32, Depth = 1, Heads = 2, Vocabulary = 128)]
public sealed partial class MicroConvNextText;

[TextDecoder(Width = 48, Depth = 2, Heads = 3, Context = 7, Vocabulary = 512)]
public sealed partial class MicroTextDecoder;

[TextDecoder(Width = 48, Depth = 2, Heads = 3, Context = 7, Vocabulary = 512, PrefixMask = true)]
public sealed partial class MicroPrefixDecoder;

[CaptionDecoder(Width = 48, Depth = 2, Heads = 3, Queries = 6, Vocabulary = 512)]
public sealed partial class MicroDecoder;
