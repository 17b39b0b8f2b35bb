namespace OpenVision.Tests.Generators;

// Recipes that take over from others and vary them, compiled by this project's own generator.

[VisionModel(Width = 32, Depth = 2, Heads = 2, MlpDim = 64, EmbedDim = 16, Patch = 8, Resolution = 32)]
public sealed partial class ComposedEncoder;

[VisionModel(Width = 48, Depth = 1, Heads = 3, EmbedDim = 16, Patch = 16, Resolution = 64)]
public sealed partial class OtherEncoder;

[TextModel(Width = 32, Depth = 1, Heads = 2, EmbedDim = 16, Context = 12, Vocabulary = 64)]
public sealed partial class ComposedText;

[CaptionDecoder(Width = 32, Depth = 1, Heads = 2, Queries = 10, Vocabulary = 64)]
public sealed partial class ComposedCaptioner;

/// <summary>What the recipes below share.</summary>
[RecipeDefaults(WeightDecay = 0.1, Beta2 = 0.98, ClipNorm = 1)]
[Stage("low", Resolution = 16, Samples = 6_400, BatchSize = 64, BaseLearningRate = 1e-3, WarmupSamples = 640)]
[Stage("high", Samples = 1_280, BatchSize = 32, BaseLearningRate = 5e-4)]
[Augment(MinArea = 0.5, ColorJitter = 0.2)]
[Data("shards/{0..3}.tar", Vocabulary = "shards/vocab.txt")]
[Eval(Benchmark.Retrieval, "shards/held-out.tar")]
public abstract class SharedCurriculum;

[TrainRecipe<ComposedEncoder, ComposedText, ComposedCaptioner>(Seed = 3)]
[From<SharedCurriculum>]
public sealed partial class ComposedRecipe;

/// <summary>The same recipe with another encoder, a longer second stage, a third one and other data.</summary>
[TrainRecipe<OtherEncoder, ComposedText>(ClipNorm = 0.5)]
[From<ComposedRecipe>]
[Stage("high", Samples = 3_200)]
[Stage("higher", Resolution = 96, Samples = 320, BatchSize = 32, BaseLearningRate = 1e-4)]
[Augment(ColorJitter = 0)]
[Data("other/{0..1}.tar")]
public sealed partial class DerivedRecipe;

/// <summary>The same recipe without its first stage and its decoder.</summary>
[TrainRecipe<ComposedEncoder, ComposedText>(Decoder = Variant.Custom)]
[From<ComposedRecipe>(Without = ["low"])]
public sealed partial class ShortRecipe;

/// <summary>A family over patch and resolution.</summary>
[Sweep<ComposedRecipe>(Patches = [16, 8], Resolutions = [32, 64])]
public static partial class PatchSweep;

/// <summary>A family over the paper's sizes.</summary>
[Sweep<DerivedRecipe>(Variants = [Variant.Ti, Variant.S], Seeds = [1, 2])]
public static partial class SizeSweep;
