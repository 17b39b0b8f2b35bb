using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Support;
using OpenVision.Vision;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

/// <summary>Small multimodal models, and the specs of published ones whose arithmetic is tested.</summary>
internal static class MicroMultimodal
{
    /// <summary>LLaVA-NeXT's five grids, in its order.</summary>
    public static EquatableArray<TileGrid> FiveGrids { get; } = new([new(1, 2), new(2, 1), new(2, 2), new(3, 1), new(1, 3)]);

    /// <summary><c>(1x1),...,(6x6)</c>: the columns run slower.</summary>
    public static EquatableArray<TileGrid> AllGrids { get; } = new([.. Enumerable.Range(1, 6).SelectMany(columns => Enumerable.Range(1, 6).Select(rows => new TileGrid(columns, rows)))]);

    public static LanguageSpec Language { get; } = new()
    {
        Name = "Words", Family = LanguageFamily.Llama, Width = 48, Depth = 2, Heads = 4, KeyValueHeads = 2, HeadDim = 12, MlpDim = 96, Vocabulary = 256, Context = 4096,
    };

    public static MultimodalSpec Spec(ImagePolicySpec images, int resolution = 70, int patch = 14, int width = 32, VideoPolicySpec? video = null) => new()
    {
        Name = "Micro",
        Vision = new() { Name = "Eyes", Width = width, Depth = 2, Heads = 4, MlpDim = 64, EmbedDim = 32, Patch = patch, Resolution = resolution, CropToPatches = true },
        Language = Language,
        Images = images,
        Video = video,
    };

    public static ImagePolicySpec AnyRes(EquatableArray<TileGrid> grids, int maxTiles = 0, TileMerge merge = TileMerge.SpatialUnpad, TileRule rule = TileRule.Original, bool thumbnail = true) =>
        new() { Aspect = ImageAspect.AnyRes, Grids = grids, Merge = merge, MaxTiles = maxTiles, Rule = rule, Thumbnail = thumbnail };
}

/// <summary>A multimodal model whose image encoder is <see cref="MicroVision"/> and whose language model has token vectors alone.</summary>
internal sealed class MicroReader : MultimodalModel
{
    public MicroReader(ImagePolicySpec images, MultimodalSettings? settings = null, VideoPolicySpec? video = null, int layer = -2, bool classToken = false)
        : base(
            new() { Name = "MicroReader", Vision = MicroVision.Definition, Language = MicroMultimodal.Language, Images = images, Video = video, FeatureLayer = layer, KeepClassToken = classToken },
            settings) => Vision = new MicroVision(VisionParameters.Root["visual"]);

    public override VisionEncoder Vision { get; }

    public override LanguageModel Language => throw new NotSupportedException();
}
