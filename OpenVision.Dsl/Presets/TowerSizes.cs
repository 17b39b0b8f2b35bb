namespace OpenVision;

/// <summary>The four numbers that size a transformer.</summary>
/// <param name="Width">The size of a token vector.</param>
/// <param name="Depth">The number of blocks.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="MlpDim">The inner width of a block's MLP.</param>
public readonly record struct TowerSize(int Width, int Depth, int Heads, int MlpDim);

/// <summary>The published sizes, one row a variant (openvision.md, sections 2 and 3; open_clip's model configurations).</summary>
public static class TowerSizes
{
    private static readonly Dictionary<Variant, Row> Table = new()
    {
        [Variant.Ti] = new(new(192, 12, 3, 768), Text: new(192, 12, 3, 768), EmbedDim: 192),
        [Variant.S] = new(new(384, 12, 6, 1536), Text: new(384, 12, 6, 1536), EmbedDim: 384),
        [Variant.B] = new(new(768, 12, 12, 3072), Text: new(512, 12, 8, 2048), EmbedDim: 512) { SigLipText = new(768, 12, 12, 3072) },
        [Variant.L] = new(new(1024, 24, 16, 4096), Text: new(768, 12, 12, 3072), EmbedDim: 768) { SigLipText = new(1024, 24, 16, 4096) },
        [Variant.So400m] = new(new(1152, 27, 16, 4304), Text: new(1152, 27, 16, 4304), EmbedDim: 1152),
        [Variant.H] = new(new(1280, 32, 16, 5120), Text: new(1024, 24, 16, 4096), EmbedDim: 1024),
        [Variant.Giant] = new(new(1408, 40, 16, 6144), Text: new(1024, 24, 16, 4096), EmbedDim: 1024),
        [Variant.Gigantic] = new(new(1664, 48, 16, 8192), Text: new(1280, 32, 20, 5120), EmbedDim: 1280),
        [Variant.ConvNextBase] = new(default, Text: new(640, 12, 10, 2560), EmbedDim: 640) { StageDepths = [3, 3, 27, 3], StageWidths = [128, 256, 512, 1024] },
        [Variant.ConvNextLarge] = new(default, Text: new(768, 16, 12, 3072), EmbedDim: 768) { StageDepths = [3, 3, 27, 3], StageWidths = [192, 384, 768, 1536] },
        [Variant.ConvNextXXLarge] = new(default, Text: new(1024, 24, 16, 4096), EmbedDim: 1024) { StageDepths = [3, 4, 30, 3], StageWidths = [384, 768, 1536, 3072] },
    };

    private static readonly Row None = new(default, Text: default, EmbedDim: 0);

    /// <summary>The size of a vision transformer, and all zeros where the variant is none.</summary>
    /// <param name="variant">The paper's letter.</param>
    public static TowerSize Vision(Variant variant) => Of(variant).Vision;

    /// <summary>The number of blocks of a ConvNeXt's stages, and none where the variant is no ConvNeXt.</summary>
    /// <param name="variant">The size.</param>
    public static IReadOnlyList<int> StageDepths(Variant variant) => Of(variant).StageDepths;

    /// <summary>The number of channels of a ConvNeXt's stages, and none where the variant is no ConvNeXt.</summary>
    /// <param name="variant">The size.</param>
    public static IReadOnlyList<int> StageWidths(Variant variant) => Of(variant).StageWidths;

    /// <summary>The size of a text encoder or a caption decoder, and all zeros for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    /// <param name="family">SigLIP's text encoders are as wide as its image encoders.</param>
    public static TowerSize Text(Variant variant, Family family = Family.OpenVision) =>
        family == Family.SigLip && Of(variant).SigLipText is { } size ? size : Of(variant).Text;

    /// <summary>The size of the joint embedding, and 0 for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    /// <param name="family">SigLIP's embeddings are as wide as its image encoders.</param>
    public static int EmbedDim(Variant variant, Family family = Family.OpenVision) =>
        family == Family.SigLip ? Vision(variant).Width : Of(variant).EmbedDim;

    private static Row Of(Variant variant) => Table.TryGetValue(variant, out Row? row) ? row : None;

    private sealed record Row(TowerSize Vision, TowerSize Text, int EmbedDim)
    {
        public TowerSize? SigLipText { get; init; }

        public IReadOnlyList<int> StageDepths { get; init; } = [];

        public IReadOnlyList<int> StageWidths { get; init; } = [];
    }
}
