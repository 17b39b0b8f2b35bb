// Real pictures: the 60,000 + 10,000 clothes of Fashion-MNIST, imported into shards with captions made from class names,
// then classified zero-shot. The data are Debian's package dataset-fashion-mnist, or the folder that
// OPENVISION_FASHION_MNIST names.
//
//   dotnet run recipes/fashion-mnist.cs

using OpenVision.Data.Packing;

[VisionModel(Width = 96, Depth = 4, Heads = 6, Patch = 4, Resolution = 28, EmbedDim = 64)]
public sealed partial class FashionEncoder;

[TextModel(Width = 64, Depth = 1, Heads = 2, Context = 24, Vocabulary = 256)]
public sealed partial class FashionText;

[CaptionDecoder(Width = 64, Depth = 1, Heads = 2, Queries = 24, Vocabulary = 256)]
public sealed partial class FashionCaptioner;

[TrainRecipe<FashionEncoder, FashionText, FashionCaptioner>(Seed = 0, WeightDecay = 0.1, ClipNorm = 1)]
[Prepare<FashionMnist>("data/fashion-mnist")]
[Data("data/fashion-mnist/train-{00000..00005}.tar", Vocabulary = "data/fashion-mnist/vocab.txt")]
[Augment(MinArea = 0.7, ColorJitter = 0, GreyscaleProbability = 0)]
[Stage("low", Resolution = 16, Samples = 128_000, BatchSize = 64, BaseLearningRate = 4e-3, WarmupSamples = 4_000)]
[Stage("high", Resolution = 28, Samples = 176_000, BatchSize = 64, BaseLearningRate = 4e-3)]
[Eval(Benchmark.ZeroShot, "data/fashion-mnist/test-{00000..00000}.tar", Classes = "data/fashion-mnist/classes.txt", Templates = "data/fashion-mnist/templates.txt")]
public sealed partial class FashionMnistRecipe;
