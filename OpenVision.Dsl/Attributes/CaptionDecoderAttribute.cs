namespace OpenVision;

/// <summary>Declares a caption decoder: the partial class becomes its typed graph.</summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CaptionDecoderAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>The number of learnable queries, which is the length of a decoded caption. Default 128.</summary>
    public int Queries { get; set; } = 128;

    /// <summary>The number of token ids that the head chooses from. Default 32000.</summary>
    public int Vocabulary { get; set; } = 32000;

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
