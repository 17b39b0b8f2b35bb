namespace OpenVision.Tests.Support;

// The sizes of the reference fixtures (Fixtures/README.md).

// Positions are learned here: the fixtures hold arbitrary ones, and the published checkpoints store them as a parameter.
[VisionModel(Width = 64, Depth = 2, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32, Positions = Positions.Learned)]
public sealed partial class MicroVision;

[TextModel(Width = 48, Depth = 2, Heads = 3, EmbedDim = 32, Context = 80, Vocabulary = 512)]
public sealed partial class MicroText;

[CaptionDecoder(Width = 48, Depth = 2, Heads = 3, Queries = 6, Vocabulary = 512)]
public sealed partial class MicroDecoder;
