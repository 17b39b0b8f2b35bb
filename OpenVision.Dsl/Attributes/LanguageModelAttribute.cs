namespace OpenVision;

/// <summary>Declares a causal language model: the partial class becomes its typed graph.</summary>
/// <param name="size">The published model whose sizes it has; what is set by hand replaces the published.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LanguageModelAttribute(LanguageModelSize size = LanguageModelSize.Custom) : Attribute
{
    /// <summary>The published model whose sizes it has.</summary>
    public LanguageModelSize Size { get; } = size;

    /// <summary>Whose published layout and configuration it has. Default: the published model's, or Llama's.</summary>
    public LanguageFamily Family { get; set; }

    /// <summary>The size of a token vector. Default: the published model's.</summary>
    public int Width { get; set; }

    /// <summary>The number of transformer blocks. Default: the published model's.</summary>
    public int Depth { get; set; }

    /// <summary>The number of query heads. Default: the published model's.</summary>
    public int Heads { get; set; }

    /// <summary>The number of key and value heads; it divides <see cref="Heads"/>. Default: the published model's, or as many as query heads.</summary>
    public int KeyValueHeads { get; set; }

    /// <summary>The size of a head; even. Default: the published model's, or the width by the heads.</summary>
    public int HeadDim { get; set; }

    /// <summary>The inner width of a block's gated MLP. Default: the published model's, or four times the width.</summary>
    public int MlpDim { get; set; }

    /// <summary>The number of rows of the token table. Default: the published model's.</summary>
    public int Vocabulary { get; set; }

    /// <summary>The most tokens of a sequence, pictures included. Default: the published model's, or 2048.</summary>
    public int Context { get; set; }

    /// <summary>The base of the rotary angles. Default: the published model's, or 10,000.</summary>
    public double RopeTheta { get; set; }

    /// <summary>What positions are divided by, which makes as many times the context reachable. Default 1.</summary>
    public double RopeScale { get; set; } = 1;

    /// <summary>The epsilon of every norm. Default: the published model's, or 1e-5.</summary>
    public double NormEpsilon { get; set; }

    /// <summary>Whether the head is the token table. Default: the published model's, or a matrix of its own.</summary>
    public bool TiedHead { get; set; }

    /// <summary>
    /// Whether the maps to queries, keys and values have biases. A model of at least three heads that trains from nothing then begins by looking at the two tokens before, which makes it learn to look
    /// up early. Default: the published model's, or as the family has them.
    /// </summary>
    public bool AttentionBias { get; set; }

    /// <summary>The token that begins a text; -1 for none. Default: the published model's, or none.</summary>
    public int BeginToken { get; set; } = -1;

    /// <summary>The tokens that end generation. Default: the published model's, or none.</summary>
    public int[] EndTokens { get; set; } = [];

    /// <summary>The token that fills up rows; -1 for none. Default: the published model's, or none.</summary>
    public int PaddingToken { get; set; } = -1;
}
