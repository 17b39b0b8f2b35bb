namespace OpenVision;

/// <summary>Declares an image encoder: the partial class becomes its typed graph.</summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VisionModelAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>The side of a square patch in pixels. Default 16.</summary>
    public int Patch { get; set; } = 16;

    /// <summary>The side of the square image in pixels. Default 224.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>The size of a token vector. Default: the variant's.</summary>
    public int Width { get; set; }

    /// <summary>The number of transformer blocks. Default: the variant's.</summary>
    public int Depth { get; set; }

    /// <summary>The number of attention heads. Default: the variant's.</summary>
    public int Heads { get; set; }

    /// <summary>The inner width of a block's MLP. Default: the variant's, or four times the width.</summary>
    public int MlpDim { get; set; }

    /// <summary>The size of the joint embedding. Default: the variant's, or the width.</summary>
    public int EmbedDim { get; set; }

    /// <summary>How tokens become one vector. Default: the mean over patch tokens.</summary>
    public VisionPooling Pooling { get; set; } = VisionPooling.Mean;

    /// <summary>The MLP's non-linearity. Default: exact GELU.</summary>
    public Activation Activation { get; set; } = Activation.Gelu;

    /// <summary>The position embedding. Default: fixed sines and cosines.</summary>
    public Positions Positions { get; set; } = Positions.SinCos2d;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; set; } = 1e-6;
}
