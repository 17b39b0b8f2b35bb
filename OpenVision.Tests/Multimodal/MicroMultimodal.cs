using OpenVision.Language;
using OpenVision.Multimodal;
using OpenVision.Tests.Language;
using OpenVision.Tests.Support;
using OpenVision.Vision;

namespace OpenVision.Tests.Multimodal;

/// <summary>Small multimodal models, and the specs of published ones whose arithmetic is tested.</summary>
internal static class MicroMultimodal
{
    /// <summary>LLaVA-NeXT's five grids, in its order.</summary>
    public static EquatableArray<TileGrid> FiveGrids { get; } = new([new(1, 2), new(2, 1), new(2, 2), new(3, 1), new(1, 3)]);

    /// <summary><c>(1x1),...,(6x6)</c>: the columns run slower.</summary>
    public static EquatableArray<TileGrid> AllGrids { get; } = new([.. Enumerable.Range(1, 6).SelectMany(columns => Enumerable.Range(1, 6).Select(rows => new TileGrid(columns, rows)))]);

    public static MultimodalSpec Spec(ImagePolicySpec images, int resolution = 70, int patch = 14, int width = 32, VideoPolicySpec? video = null) => new()
    {
        Name = "Micro",
        Vision = new() { Name = "Eyes", Width = width, Depth = 2, Heads = 4, MlpDim = 64, EmbedDim = 32, Patch = patch, Resolution = resolution, CropToPatches = true },
        Language = MicroLanguage.Llama,
        Images = images,
        Video = video,
    };

    public static ImagePolicySpec AnyRes(EquatableArray<TileGrid> grids, int maxTiles = 0, TileMerge merge = TileMerge.SpatialUnpad, TileRule rule = TileRule.Original, bool thumbnail = true) =>
        new() { Aspect = ImageAspect.AnyRes, Grids = grids, Merge = merge, MaxTiles = maxTiles, Rule = rule, Thumbnail = thumbnail };
}

/// <summary>A multimodal model of <see cref="MicroVision"/> and <see cref="MicroLanguage"/>, as the generator writes one.</summary>
internal sealed class MicroReader : MultimodalModel
{
    public MicroReader(ImagePolicySpec images, MultimodalSettings? settings = null, VideoPolicySpec? video = null, int layer = -2, bool classToken = false)
        : base(
            new() { Name = "MicroReader", Vision = MicroVision.Definition, Language = MicroLanguage.Llama, Images = images, Video = video, FeatureLayer = layer, KeepClassToken = classToken },
            settings)
    {
        Vision = new MicroVision(VisionParameters.Root["visual"]);
        Language = new MicroLanguage(LanguageParameters.Root, Spec.Language, Adapters);
        Seal();
    }

    public override VisionEncoder Vision { get; }

    public override LanguageModel Language { get; }
}
