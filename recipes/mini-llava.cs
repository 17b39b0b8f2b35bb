// A multimodal language model in minutes on two cores: takes the quickstart's image encoder (and trains it first where it
// is missing), a small language model that learns to read and write on notes of scenes that nobody sees, and joins them as LLaVA
// does: the connector alone, then everything on full descriptions, then on questions. Between them the encoder learns to read words, for which the
// language model, which knows what a sign says as long as it does not move, has to stand still. Held-out questions tell what it sees.
//
//   dotnet run recipes/mini-llava.cs
//   dotnet run recipes/mini-llava.cs -- chat MiniLlava --image PICTURE --prompt "What color is the circle?"

using OpenVision.Scenes;

[VisionModel(Width = 128, Depth = 6, Heads = 8, Patch = 16, Resolution = 64, EmbedDim = 64)]
public sealed partial class SceneEncoder;

[TextModel(Width = 64, Depth = 1, Heads = 2, Context = 36, Vocabulary = 512)]
public sealed partial class SceneText;

[CaptionDecoder(Width = 96, Depth = 1, Heads = 3, Queries = 34, Vocabulary = 512)]
public sealed partial class SceneCaptioner;

// The quickstart: what both programs declare alike, either may train.
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

[LanguageModel(Width = 96, Depth = 3, Heads = 3, KeyValueHeads = 3, HeadDim = 32, MlpDim = 192, Vocabulary = 256, Context = 320, TiedHead = true,
    RopeTheta = 100, AttentionBias = true, BeginToken = 2, EndTokens = [5], PaddingToken = 0)]
public sealed partial class SceneWriter;

[Multimodal<SceneEncoder, SceneWriter>(FeatureLayer = -1, Aspect = ImageAspect.Plain)]
public sealed partial class SceneReader;

[MllmRecipe<SceneReader>(Tokenizer = "data/conversations/words.txt", VisionWeights = "runs/Quickstart", Seed = 0, ClipNorm = 1, Beta2 = 0.95)]
[Prepare<SceneConversations>("data/conversations")]
[MllmStage("language", ModelParts.Language, Samples = 32_000, BatchSize = 32, LearningRate = 2e-3, Template = ChatTemplate.ChatMl, MaxLength = 256, GroupByLength = true)]
[Conversations("data/conversations/text.json", Stage = "language")]
[MllmStage("align", ModelParts.Connector, Samples = 3_200, BatchSize = 16, LearningRate = 4e-3, Template = ChatTemplate.ChatMl, MaxLength = 96)]
[Conversations("data/conversations/align.json", Stage = "align")]
[MllmStage("read", ModelParts.Vision | ModelParts.Connector, Epochs = 4, BatchSize = 16, LearningRate = 1e-3, Template = ChatTemplate.ChatMl, MaxLength = 96, GroupByLength = true)]
[Conversations("data/conversations/read.json", Stage = "read")]
[Conversations("data/conversations/align.json", Stage = "read", Sampling = "first:25%")]
[MllmStage("describe", ModelParts.All, Epochs = 2, BatchSize = 16, LearningRate = 1.5e-3, VisionLearningRate = 3e-4, Template = ChatTemplate.ChatMl, MaxLength = 256, GroupByLength = true)]
[Conversations("data/conversations/describe.json", Stage = "describe")]
[Conversations("data/conversations/read.json", Stage = "describe", Sampling = "first:25%")]
[Conversations("data/conversations/text.json", Stage = "describe", Sampling = "first:5%")]
[MllmStage("instruct", ModelParts.All, Epochs = 3.5, BatchSize = 16, LearningRate = 1e-3, VisionLearningRate = 2e-4, Template = ChatTemplate.ChatMl, MaxLength = 256, GroupByLength = true)]
[Conversations("data/conversations/instruct.json", Stage = "instruct")]
[Conversations("data/conversations/read.json", Stage = "instruct", Sampling = "first:25%")]
[Eval(Benchmark.Questions, "data/conversations/heldout-instruct.json")]
public sealed partial class MiniLlava;
