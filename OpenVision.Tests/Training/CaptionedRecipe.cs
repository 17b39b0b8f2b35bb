using OpenVision.Cli;

namespace OpenVision.Tests.Training;

[VisionModel(Width = 16, Depth = 1, Heads = 2, EmbedDim = 8, Patch = 4, Resolution = 12)]
public sealed partial class CaptionedEncoder;

[TextModel(Width = 16, Depth = 1, Heads = 2, EmbedDim = 8, Context = 8, Vocabulary = 32)]
public sealed partial class CaptionedText;

[CaptionDecoder(Width = 16, Depth = 1, Heads = 2, Queries = 11, Vocabulary = 32)]
public sealed partial class CaptionedDecoder;

/// <summary>A generated run with a decoder, as long as <see cref="TinyRun"/> and on its data.</summary>
[TrainRecipe<CaptionedEncoder, CaptionedText, CaptionedDecoder>(Seed = 5, ClipNorm = 1, CheckpointSamples = 16)]
[Data("given by each test", ShuffleWindow = 8)]
[Stage("low", Resolution = 8, Samples = 48, BatchSize = 4, BaseLearningRate = 0.1, WarmupSamples = 8)]
[Stage("high", Resolution = 12, Samples = 32, BatchSize = 4, BaseLearningRate = 0.05)]
public sealed partial class CaptionedRecipe
{
    /// <summary>The run on the data of a folder.</summary>
    internal static RecipeEntry On(string data) =>
        new(Definition with { Data = TinyRun.Recipe(data).Data }, Create, Make: null);
}
