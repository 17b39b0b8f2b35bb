using OpenVision.Cli;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;

namespace OpenVision.Tests.Training;

/// <summary>Crops, some turned round, with noise on every value.</summary>
public sealed class NoisyImages : IImagePipeline
{
    public static Step<RgbImage, Pixels> Train(ImageTarget target) => Images.RandomCrop(target.Resolution, minArea: 0.5)
        | Images.Flip()
        | Step.Random<Planes, Planes>("noise", static (planes, ref draw) =>
        {
            foreach (ref float value in planes.Values)
            {
                value += 0.1f * (float)draw.Normal();
            }

            return planes;
        })
        | Images.Normalize(target.Colors);
}

/// <summary>One sentence or several, some without their first word.</summary>
public sealed class ShortTexts : ITextPipeline
{
    public static TextSteps Train() => new(
        Texts.WebCaption() | Step.Sometimes(0.5, Step.Of<string, string>("tail", static text => text[(text.IndexOf(' ') + 1)..])),
        Texts.Passage() | Texts.Lower(),
        Texts.Whole());
}

/// <summary>A generated run with data pipelines of its own, as long as <see cref="TinyRun"/> and on its data.</summary>
[TrainRecipe<CaptionedEncoder, CaptionedText, CaptionedDecoder>(Seed = 5, ClipNorm = 1, CheckpointSamples = 16)]
[Data("given by each test", ShuffleWindow = 8)]
[Stage("low", Resolution = 8, Samples = 48, BatchSize = 4, BaseLearningRate = 0.1, WarmupSamples = 8)]
[Stage("high", Resolution = 12, Samples = 32, BatchSize = 4, BaseLearningRate = 0.05)]
[Images<NoisyImages>]
[Texts<ShortTexts>]
public sealed partial class OwnPipelineRecipe
{
    /// <summary>The run on the data of a folder.</summary>
    internal static RecipeEntry On(string data) =>
        new(Definition with { Data = TinyRun.Recipe(data).Data }, Create, Make: null) { Images = NoisyImages.Train, Texts = ShortTexts.Train };
}
