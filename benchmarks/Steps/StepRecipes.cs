namespace OpenVision.Benchmarks.Steps;

[VisionModel(Variant.S, Patch = 16)]
public sealed partial class S16;

[TextModel(Variant.S)]
public sealed partial class SText;

[TrainRecipe<S16, SText>(Decoder = Variant.S, Seed = 1)]
[Stage("step", Samples = 32_000, BatchSize = 32, BaseLearningRate = 1e-3)]
[Data("none.tar", SyntheticCaption = "caption")]
public sealed partial class SmallStep;

[VisionModel(Variant.Ti, Patch = 16)]
public sealed partial class Ti16;

[TextModel(Variant.Ti)]
public sealed partial class TiText;

[TrainRecipe<Ti16, TiText>(Decoder = Variant.Ti, Seed = 1)]
[Stage("step", Resolution = 160, Samples = 64_000, BatchSize = 64, BaseLearningRate = 1e-3)]
[Data("none.tar", SyntheticCaption = "caption")]
public sealed partial class TinyStep;

[VisionModel(Variant.L, Patch = 14, Resolution = 84)]
public sealed partial class L14At84;

[VisionModel(Variant.S, Patch = 8)]
public sealed partial class S8;

[VisionModel(Variant.B, Patch = 16)]
public sealed partial class B16;
