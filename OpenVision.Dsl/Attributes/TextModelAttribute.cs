namespace OpenVision;

/// <summary>Declares a text encoder: the partial class becomes its typed graph.</summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TextModelAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>The number of tokens in a text. Default 80.</summary>
    public int Context { get; set; } = 80;

    /// <summary>The number of token ids. Default 32000.</summary>
    public int Vocabulary { get; set; } = 32000;

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

    /// <summary>Which token becomes the text vector. Default: the last.</summary>
    public TextPooling Pooling { get; set; } = TextPooling.Last;

    /// <summary>Whether a token sees only itself and those before it. Default: it sees all.</summary>
    public bool Causal { get; set; }

    /// <summary>The MLP's non-linearity. Default: the tanh form of GELU.</summary>
    public Activation Activation { get; set; } = Activation.GeluTanh;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; set; } = 1e-6;
}
