namespace OpenVision.Generators.Parsing;

/// <summary>Reads the sizes that every model attribute has.</summary>
internal static class TowerParser
{
    /// <summary>The arguments that a variant stands for.</summary>
    public static IReadOnlyCollection<string> Sizes { get; } =
    [
        nameof(VisionSpec.Width), nameof(VisionSpec.Depth), nameof(VisionSpec.Heads), nameof(VisionSpec.MlpDim), nameof(VisionSpec.EmbedDim),
        nameof(VisionSpec.StageDepths), nameof(VisionSpec.StageWidths),
    ];

    /// <summary>The sizes of a transformer, each given by hand or else the variant's; the MLP's is four times the width without either.</summary>
    public static TowerSize Parse(AttributeArguments arguments, TowerSize preset)
    {
        int width = Given(arguments.Get(nameof(TowerSize.Width), 0), preset.Width);
        return new TowerSize(
            width,
            Given(arguments.Get(nameof(TowerSize.Depth), 0), preset.Depth),
            Given(arguments.Get(nameof(TowerSize.Heads), 0), preset.Heads),
            Given(arguments.Get(nameof(TowerSize.MlpDim), 0), preset.MlpDim, unchecked(4 * width)));
    }

    /// <summary>The first size that is not 0, and 0 where all are.</summary>
    public static int Given(params int[] sizes) => sizes.FirstOrDefault(static size => size != 0);
}
