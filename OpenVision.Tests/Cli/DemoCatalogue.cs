using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

/// <summary>Catalogues as the generator would write them, of models that are never made.</summary>
internal static class DemoCatalogue
{
    public static readonly VisionSpec Vision = new() { Name = "DemoVision", Width = 192, Depth = 12, Heads = 3, MlpDim = 768, EmbedDim = 192, Resolution = 160 };

    public static readonly TextSpec Text = new() { Name = "DemoText", Width = 192, Depth = 12, Heads = 3, MlpDim = 768, EmbedDim = 192 };

    public static readonly DecoderSpec Decoder = new() { Name = "DemoDecoder", Width = 192, Depth = 12, Heads = 3, MlpDim = 768 };

    public static readonly RecipeSpec Captioner = new()
    {
        Name = "Captioner",
        Vision = Vision,
        Text = Text,
        Decoder = Decoder,
        Stages = new([
            new() { Name = "pretrain", Resolution = 160, Samples = 12_800_000_000, BatchSize = 32_768, BaseLearningRate = 8e-6, WarmupSamples = 51_200_000 },
            new() { Name = "finetune", Resolution = 224, Samples = 1_024_000_000, BatchSize = 16_384, BaseLearningRate = 4e-7, WarmupSamples = 25_600_000 }]),
        Data = new([new() { Shards = new(["shards/{0..9}.tar"]) }]),
    };

    public static readonly RecipeSpec Contrastive = Captioner with { Name = "Contrastive", Decoder = null };

    public static Catalogue Two { get; } = Of(Captioner, Contrastive);

    public static Catalogue Of(params RecipeSpec[] recipes) => new(
        [new(Vision, _ => throw new InvalidOperationException("The model is not to be made."))],
        [new(Text, _ => throw new InvalidOperationException("The model is not to be made."))],
        [new(Decoder, (_, _, _) => throw new InvalidOperationException("The model is not to be made."))],
        [],
        [],
        [.. recipes.Select(recipe => new RecipeEntry(recipe, _ => throw new InvalidOperationException("The graph is not to be made."), null))]);
}
