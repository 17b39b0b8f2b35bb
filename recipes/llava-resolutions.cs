// What a multimodal model sees at 32, 64 and 96 pixels, that is with 4, 16 and 36 tokens a picture, all else alike: the talk's comparison of
// resolutions in miniature. The image encoder is the quickstart's, the language model the one that mini-llava.cs taught to read: run that first.
//
//   for size in 32 64 96; do dotnet run recipes/llava-resolutions.cs -- train Llava$size; done
//   dotnet run recipes/llava-resolutions.cs -- compare Llava32 Llava64 Llava96

[VisionModel(Width = 128, Depth = 6, Heads = 8, Patch = 16, Resolution = 32, EmbedDim = 64)]
public sealed partial class Eye32;

[VisionModel(Width = 128, Depth = 6, Heads = 8, Patch = 16, Resolution = 64, EmbedDim = 64)]
public sealed partial class Eye64;

[VisionModel(Width = 128, Depth = 6, Heads = 8, Patch = 16, Resolution = 96, EmbedDim = 64)]
public sealed partial class Eye96;

[LanguageModel(Width = 96, Depth = 3, Heads = 3, KeyValueHeads = 3, HeadDim = 32, MlpDim = 192, Vocabulary = 256, Context = 320, TiedHead = true,
    RopeTheta = 100, AttentionBias = true, BeginToken = 2, EndTokens = [5], PaddingToken = 0)]
public sealed partial class SceneWriter;

[Multimodal<Eye32, SceneWriter>(FeatureLayer = -1, Aspect = ImageAspect.Plain)]
public sealed partial class Reader32;

[Multimodal<Eye64, SceneWriter>(FeatureLayer = -1, Aspect = ImageAspect.Plain)]
public sealed partial class Reader64;

[Multimodal<Eye96, SceneWriter>(FeatureLayer = -1, Aspect = ImageAspect.Plain)]
public sealed partial class Reader96;

[MllmDefaults(Tokenizer = "data/conversations/words.txt", VisionWeights = "runs/Quickstart", LanguageWeights = "runs/MiniLlava/parts/stage-1/language.safetensors", ClipNorm = 1, Beta2 = 0.95)]
[MllmStage("align", ModelParts.Connector, Samples = 3_200, BatchSize = 16, LearningRate = 4e-3, Template = ChatTemplate.ChatMl, MaxLength = 128)]
[Conversations("data/conversations/align.json", Stage = "align")]
[MllmStage("read", ModelParts.Vision | ModelParts.Connector, Epochs = 4, BatchSize = 16, LearningRate = 1e-3, Template = ChatTemplate.ChatMl, MaxLength = 128, GroupByLength = true)]
[Conversations("data/conversations/read.json", Stage = "read")]
[Conversations("data/conversations/align.json", Stage = "read", Sampling = "first:25%")]
[MllmStage("describe", ModelParts.All, Epochs = 1, BatchSize = 16, LearningRate = 1.5e-3, VisionLearningRate = 3e-4, Template = ChatTemplate.ChatMl, MaxLength = 256, GroupByLength = true)]
[Conversations("data/conversations/describe.json", Stage = "describe")]
[Conversations("data/conversations/read.json", Stage = "describe", Sampling = "first:25%")]
[Conversations("data/conversations/text.json", Stage = "describe", Sampling = "first:5%")]
[MllmStage("instruct", ModelParts.All, Epochs = 2, BatchSize = 16, LearningRate = 1e-3, VisionLearningRate = 2e-4, Template = ChatTemplate.ChatMl, MaxLength = 256, GroupByLength = true)]
[Conversations("data/conversations/instruct.json", Stage = "instruct")]
[Conversations("data/conversations/read.json", Stage = "instruct", Sampling = "first:25%")]
[Eval(Benchmark.Questions, "data/conversations/heldout-instruct.json")]
public abstract class Sight;

[MllmRecipe<Reader32>]
[From<Sight>]
public sealed partial class Llava32;

[MllmRecipe<Reader64>]
[From<Sight>]
public sealed partial class Llava64;

[MllmRecipe<Reader96>]
[From<Sight>]
public sealed partial class Llava96;
