namespace OpenVision;

/// <summary>The four numbers that size a transformer.</summary>
/// <param name="Width">The size of a token vector.</param>
/// <param name="Depth">The number of blocks.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="MlpDim">The inner width of a block's MLP.</param>
public readonly record struct TowerSize(int Width, int Depth, int Heads, int MlpDim);

/// <summary>The published sizes, one row a letter (openvision.md, sections 2 and 3; open_clip's model configurations).</summary>
public static class TowerSizes
{
    /// <summary>The size of a vision transformer, and all zeros where the variant is none.</summary>
    /// <param name="variant">The paper's letter.</param>
    public static TowerSize Vision(Variant variant) => variant switch
    {
        Variant.Ti => new(192, 12, 3, 768),
        Variant.S => new(384, 12, 6, 1536),
        Variant.B => new(768, 12, 12, 3072),
        Variant.L => new(1024, 24, 16, 4096),
        Variant.So400m => new(1152, 27, 16, 4304),
        Variant.H => new(1280, 32, 16, 5120),
        Variant.Giant => new(1408, 40, 16, 6144),
        Variant.Gigantic => new(1664, 48, 16, 8192),
        _ => default,
    };

    /// <summary>The number of blocks of a ConvNeXt's stages, and none where the variant is no ConvNeXt.</summary>
    /// <param name="variant">The size.</param>
    public static IReadOnlyList<int> StageDepths(Variant variant) => variant switch
    {
        Variant.ConvNextBase or Variant.ConvNextLarge => [3, 3, 27, 3],
        Variant.ConvNextXXLarge => [3, 4, 30, 3],
        _ => [],
    };

    /// <summary>The number of channels of a ConvNeXt's stages, and none where the variant is no ConvNeXt.</summary>
    /// <param name="variant">The size.</param>
    public static IReadOnlyList<int> StageWidths(Variant variant) => variant switch
    {
        Variant.ConvNextBase => [128, 256, 512, 1024],
        Variant.ConvNextLarge => [192, 384, 768, 1536],
        Variant.ConvNextXXLarge => [384, 768, 1536, 3072],
        _ => [],
    };

    /// <summary>The size of a text encoder or a caption decoder, and all zeros for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    /// <param name="family">SigLIP's text encoders are as wide as its image encoders.</param>
    public static TowerSize Text(Variant variant, Family family = Family.OpenVision) => (variant, family) switch
    {
        (Variant.B, Family.SigLip) => new(768, 12, 12, 3072),
        (Variant.L, Family.SigLip) => new(1024, 24, 16, 4096),
        (Variant.Ti, _) => new(192, 12, 3, 768),
        (Variant.S, _) => new(384, 12, 6, 1536),
        (Variant.B, _) => new(512, 12, 8, 2048),
        (Variant.L, _) => new(768, 12, 12, 3072),
        (Variant.So400m, _) => new(1152, 27, 16, 4304),
        (Variant.H or Variant.Giant, _) => new(1024, 24, 16, 4096),
        (Variant.Gigantic, _) => new(1280, 32, 20, 5120),
        (Variant.ConvNextBase, _) => new(640, 12, 10, 2560),
        (Variant.ConvNextLarge, _) => new(768, 16, 12, 3072),
        (Variant.ConvNextXXLarge, _) => new(1024, 24, 16, 4096),
        _ => default,
    };

    /// <summary>The size of the joint embedding, and 0 for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    /// <param name="family">SigLIP's embeddings are as wide as its image encoders.</param>
    public static int EmbedDim(Variant variant, Family family = Family.OpenVision) => (variant, family) switch
    {
        (_, Family.SigLip) => Vision(variant).Width,
        (Variant.Ti, _) => 192,
        (Variant.S, _) => 384,
        (Variant.B, _) => 512,
        (Variant.L, _) => 768,
        (Variant.So400m, _) => 1152,
        (Variant.H or Variant.Giant, _) => 1024,
        (Variant.Gigantic, _) => 1280,
        (Variant.ConvNextBase, _) => 640,
        (Variant.ConvNextLarge, _) => 768,
        (Variant.ConvNextXXLarge, _) => 1024,
        _ => 0,
    };
}
