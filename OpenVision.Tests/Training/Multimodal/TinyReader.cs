using OpenVision.Cli;
using OpenVision.Scenes;
using OpenVision.Training;

namespace OpenVision.Tests.Training.Multimodal;

[VisionModel(Width = 16, Depth = 2, Heads = 2, MlpDim = 32, EmbedDim = 8, Patch = 16, Resolution = 32)]
internal sealed partial class TinyEye;

[LanguageModel(Width = 16, Depth = 2, Heads = 4, KeyValueHeads = 2, HeadDim = 4, MlpDim = 32, Vocabulary = 256, Context = 160, TiedHead = true,
    BeginToken = 2, EndTokens = [5], PaddingToken = 0)]
internal sealed partial class TinyWriter;

[Multimodal<TinyEye, TinyWriter>(FeatureLayer = -1, Aspect = ImageAspect.Plain)]
internal sealed partial class TinyReader;

/// <summary>A multimodal run of a few seconds on scenes, and what its runs leave behind.</summary>
internal static class TinyMllm
{
    public const int Pictures = 24;

    /// <summary>Three stages: the connector alone, everything, then adapters and the connector.</summary>
    public static MllmRecipeSpec Recipe(string data) => new()
    {
        Name = "TinyMllm",
        Model = TinyReader.Definition,
        Seed = 3,
        Precision = Precision.Float32,
        Optimizer = new() { Beta2 = 0.999, WeightDecay = 0, ClipNorm = 1 },
        Tokenizer = Path.Combine(data, "words.txt"),
        Stages = new([
            Stage("align", ModelParts.Connector, data, "align.json", ChatTemplate.Plain),
            Stage("describe", ModelParts.All, data, "describe.json", ChatTemplate.ChatMl),
            Stage("tune", ModelParts.Connector | ModelParts.Language, data, "instruct.json", ChatTemplate.ChatMl) with { Lora = new() { Rank = 2, Alpha = 4, Dropout = 0.1 }, Samples = 16 }]),
        CheckpointSamples = 8,
    };

    /// <summary>Makes the data set.</summary>
    public static void MakeData(string folder) => SceneConversations.Make(new(folder, Pictures, 1), new Progress<double>(), CancellationToken.None);

    public static RunSummary Execute(MllmRecipeSpec recipe, string folder, bool resume = false, long? maxSteps = null, ITrainObserver? observer = null, CancellationToken cancellation = default)
    {
        TorchSharp.torch.set_num_threads(1); // as TinyRun's: the same sums in every run
        MllmRecipeEntry entry = new(recipe, settings => new TinyReader(settings));
        return TrainRun.Execute(entry, new() { Out = folder, Resume = resume, MaxSteps = maxSteps }, observer ?? new TinyRun.Quiet(), cancellation);
    }

    private static MllmStageSpec Stage(string name, ModelParts trains, string data, string file, ChatTemplate template) => new()
    {
        Name = name,
        Trains = trains,
        Data = new([new() { Path = Path.Combine(data, file) }]),
        BatchSize = 8,
        LearningRate = 1e-2,
        Template = template,
        MaxLength = 120,
    };
}
