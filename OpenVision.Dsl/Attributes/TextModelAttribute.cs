namespace OpenVision;

/// <summary>Declares a text encoder: the partial class becomes its typed graph.</summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TextModelAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>Whose models the options below follow where they are not set. Default: OpenVision's.</summary>
    public Family Family { get; set; }

    /// <summary>The number of tokens in a text. Default: the family's; OpenVision's is 80.</summary>
    public int Context { get; set; }

    /// <summary>The number of token ids. Default: the family's; OpenVision's is 32000.</summary>
    public int Vocabulary { get; set; }

    /// <summary>Which vocabulary the ids are of. Default: the family's; OpenVision's is WordPiece.</summary>
    public Tokenization Tokenization { get; set; }

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

    /// <summary>Which token becomes the text vector. Default: the family's; OpenVision's is the last.</summary>
    public TextPooling Pooling { get; set; }

    /// <summary>Whether a token sees only itself and those before it. Default: the family's; OpenVision's sees all.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether the map to the joint embedding has a bias. Default: the family's; OpenVision's has none.</summary>
    public bool ProjectionBias { get; set; }

    /// <summary>The MLP's non-linearity. Default: the family's; OpenVision's is the tanh form of GELU.</summary>
    public Activation Activation { get; set; }

    /// <summary>The epsilon of every layer norm. Default: the family's; OpenVision's is 1e-6.</summary>
    public double NormEpsilon { get; set; }

    /// <summary>
    /// The published checkpoint that it is declared for, checked by the compiler: an <c>open_clip_config.json</c>, or a
    /// safetensors header as JSON (<c>convert --header</c>), among the project's additional files. Default: none.
    /// </summary>
    public string Config { get; set; } = "";
}
