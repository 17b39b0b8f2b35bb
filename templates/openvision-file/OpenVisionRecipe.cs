// Trains an image encoder and a text encoder on scenes that it renders before its first step:
//
//   dotnet run OpenVisionRecipe.cs
//   dotnet run OpenVisionRecipe.cs -- list

#:package OpenVision.Models@OPENVISION_VERSION
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false
#:property Configuration=Release

using OpenVision.Scenes;

/// <summary>Images of 64 pixels in patches of 16.</summary>
[VisionModel(Width = 128, Depth = 4, Heads = 8, Patch = 16, Resolution = 64, EmbedDim = 64)]
public sealed partial class ImageEncoder;

/// <summary>Captions of up to 36 words.</summary>
[TextModel(Width = 64, Depth = 1, Heads = 2, Context = 36, Vocabulary = 512)]
public sealed partial class CaptionEncoder;

/// <summary>
/// Both encoders, trained on scenes that the recipe renders before its first step. Data of your own: leave out Prepare and
/// name your shards in Data; <c>dotnet run OpenVisionRecipe.cs -- data pack --help</c> makes shards of a folder of pictures.
/// </summary>
[TrainRecipe<ImageEncoder, CaptionEncoder>(Seed = 0, WeightDecay = 0.1, ClipNorm = 1)]
[Prepare<SceneWorld>("data/scenes", Samples = 8_000)]
[Data("data/scenes/train-{00000..00007}.tar", Vocabulary = "data/scenes/vocab.txt", Pick = CaptionPick.Passage)]
[Augment(MinArea = 1, MinAspect = 1, ColorJitter = 0, GreyscaleProbability = 0)]
[Stage("low", Resolution = 32, Samples = 16_000, BatchSize = 32, BaseLearningRate = 6.4e-3, WarmupSamples = 1_600)]
[Stage("high", Resolution = 64, Samples = 16_000, BatchSize = 32, BaseLearningRate = 6.4e-3)]
[Eval(Benchmark.ZeroShot, "data/scenes/heldout-single.tar", Classes = "data/scenes/classes.txt", Templates = "data/scenes/templates.txt")]
public sealed partial class SceneRecipe;
