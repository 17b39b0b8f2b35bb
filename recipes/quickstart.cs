// The whole system in a few minutes on two cores: makes a data set of rendered scenes with noisy web captions and full
// synthetic ones, trains an image encoder, a text encoder and a caption decoder on it through two resolutions, and
// measures what they learned on held-out scenes.
//
//   dotnet run recipes/quickstart.cs

using OpenVision.Scenes;

[VisionModel(Width = 128, Depth = 6, Heads = 8, Patch = 16, Resolution = 64, EmbedDim = 64)]
public sealed partial class SceneEncoder;

[TextModel(Width = 64, Depth = 1, Heads = 2, Context = 36, Vocabulary = 512)]
public sealed partial class SceneText;

[CaptionDecoder(Width = 96, Depth = 1, Heads = 3, Queries = 34, Vocabulary = 512)]
public sealed partial class SceneCaptioner;

[TrainRecipe<SceneEncoder, SceneText, SceneCaptioner>(Seed = 0, WeightDecay = 0.1, ClipNorm = 1)]
[Prepare<SceneWorld>("data/scenes")]
[Data("data/scenes/train-{00000..00007}.tar", Vocabulary = "data/scenes/vocab.txt", Pick = CaptionPick.Passage)]
[Augment(MinArea = 1, MinAspect = 1, ColorJitter = 0, GreyscaleProbability = 0)]
[Stage("low", Resolution = 32, Samples = 24_000, BatchSize = 32, BaseLearningRate = 6.4e-3, WarmupSamples = 1_600)]
[Stage("high", Resolution = 64, Samples = 40_000, BatchSize = 32, BaseLearningRate = 6.4e-3)]
[Eval(Benchmark.ZeroShot, "data/scenes/heldout-single.tar", Classes = "data/scenes/classes.txt", Templates = "data/scenes/templates.txt")]
[Eval(Benchmark.Retrieval, "data/scenes/heldout-multi.tar")]
[Eval(Benchmark.Captions, "data/scenes/heldout-multi.tar")]
public sealed partial class Quickstart;
