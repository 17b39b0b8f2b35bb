namespace OpenVision;

/// <summary>Everything that fixes a language model's graph: a causal transformer of RMS norms, rotary positions and gated MLPs (multimodal.md, section 6).</summary>
public sealed record LanguageSpec
{
    /// <summary>The class that declares the model.</summary>
    public required string Name { get; init; }

    /// <summary>Whose published layout and configuration it has.</summary>
    public required LanguageFamily Family { get; init; }

    /// <summary>The size of a token vector.</summary>
    public required int Width { get; init; }

    /// <summary>The number of transformer blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>The number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>The number of key and value heads, each shared by <see cref="Heads"/> / this many query heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>The size of a head; even, since rotary positions turn pairs.</summary>
    public required int HeadDim { get; init; }

    /// <summary>The inner width of a block's gated MLP.</summary>
    public required int MlpDim { get; init; }

    /// <summary>The number of rows of the token table.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The number of positions that the model was trained with.</summary>
    public required int Context { get; init; }

    /// <summary>The most tokens of a sequence, pictures included: <see cref="Context"/>, <see cref="RopeScale"/> times.</summary>
    public int Positions => (int)Math.Min(int.MaxValue, Math.Floor(Context * RopeScale));

    /// <summary>The base of the rotary angles: pair i of a head of size d turns by position × base^(-2i/d). Default 10,000.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>What positions are divided by, so that as many times more fit. Default 1.</summary>
    public double RopeScale { get; init; } = 1;

    /// <summary>The epsilon of every norm. Default 1e-5.</summary>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>Whether the head is the token table. Default: a matrix of its own.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Whether the maps to queries, keys and values have biases. Default: no.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>The token that begins a text; -1 for none. Default -1.</summary>
    public int BeginToken { get; init; } = -1;

    /// <summary>The tokens that end generation.</summary>
    public EquatableArray<int> EndTokens { get; init; }

    /// <summary>The token that fills up rows; -1 for none. Default -1.</summary>
    public int PaddingToken { get; init; } = -1;
}
