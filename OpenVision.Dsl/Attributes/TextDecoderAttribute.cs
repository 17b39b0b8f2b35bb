namespace OpenVision;

/// <summary>
/// Declares OpenVision 2's text decoder, which writes a caption word by word from patch tokens alone: the partial class becomes
/// its typed graph.
/// </summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TextDecoderAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>The most tokens of a caption. Default 128.</summary>
    public int Context { get; set; } = 128;

    /// <summary>The number of token ids. Default 32000.</summary>
    public int Vocabulary { get; set; } = 32000;

    /// <summary>
    /// Whether patch tokens see each other. Default: no; as in the published code each sees only itself and those before it.
    /// </summary>
    public bool PrefixMask { get; set; }

    /// <summary>The size of a token vector. Default: the variant's.</summary>
    public int Width { get; set; }

    /// <summary>The number of transformer blocks. Default: the variant's.</summary>
    public int Depth { get; set; }

    /// <summary>The number of attention heads. Default: the variant's.</summary>
    public int Heads { get; set; }

    /// <summary>The inner width of a block's MLP. Default: the variant's, or four times the width.</summary>
    public int MlpDim { get; set; }

    /// <summary>The MLP's non-linearity. Default: the tanh form of GELU.</summary>
    public Activation Activation { get; set; } = Activation.GeluTanh;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; set; } = 1e-6;
}
