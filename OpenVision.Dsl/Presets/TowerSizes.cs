namespace OpenVision;

/// <summary>The four numbers that size a transformer.</summary>
/// <param name="Width">The size of a token vector.</param>
/// <param name="Depth">The number of blocks.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="MlpDim">The inner width of a block's MLP.</param>
public readonly record struct TowerSize(int Width, int Depth, int Heads, int MlpDim);

/// <summary>The published sizes, one row a letter (openvision.md, sections 2 and 3).</summary>
public static class TowerSizes
{
    /// <summary>The size of an image encoder, and all zeros for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    public static TowerSize Vision(Variant variant) => variant switch
    {
        Variant.Ti => new(192, 12, 3, 768),
        Variant.S => new(384, 12, 6, 1536),
        Variant.B => new(768, 12, 12, 3072),
        Variant.L => new(1024, 24, 16, 4096),
        Variant.So400m => new(1152, 27, 16, 4304),
        Variant.H => new(1280, 32, 16, 5120),
        _ => default,
    };

    /// <summary>The size of a text encoder or a caption decoder, and all zeros for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    public static TowerSize Text(Variant variant) => variant switch
    {
        Variant.Ti => new(192, 12, 3, 768),
        Variant.S => new(384, 12, 6, 1536),
        Variant.B => new(512, 12, 8, 2048),
        Variant.L => new(768, 12, 12, 3072),
        Variant.So400m => new(1152, 27, 16, 4304),
        Variant.H => new(1024, 24, 16, 4096),
        _ => default,
    };

    /// <summary>The size of the joint embedding, and 0 for <see cref="Variant.Custom"/>.</summary>
    /// <param name="variant">The paper's letter.</param>
    public static int EmbedDim(Variant variant) => variant switch
    {
        Variant.Ti => 192,
        Variant.S => 384,
        Variant.B => 512,
        Variant.L => 768,
        Variant.So400m => 1152,
        Variant.H => 1024,
        _ => 0,
    };
}
