namespace OpenVision;

/// <summary>
/// Everything that fixes an image encoder's graph. Lengths are in pixels, sizes in features. A ConvNeXt has the width of its
/// last stage, the depth of all stages together, one head, the last stage's MLP width and a patch of its total stride.
/// </summary>
public sealed record VisionSpec
{
    /// <summary>The class that declares the model.</summary>
    public required string Name { get; init; }

    /// <summary>The size of a token vector.</summary>
    public required int Width { get; init; }

    /// <summary>The number of transformer blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>The number of attention heads; it divides <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>The inner width of a block's MLP.</summary>
    public required int MlpDim { get; init; }

    /// <summary>The size of the image embedding that the contrastive loss compares.</summary>
    public required int EmbedDim { get; init; }

    /// <summary>The side of a square patch in pixels.</summary>
    public int Patch { get; init; } = 16;

    /// <summary>The side of the square image in pixels; <see cref="Patch"/> divides it.</summary>
    public int Resolution { get; init; } = 224;

    /// <summary>
    /// Whether pixels at the right and lower edge that fill no patch are left out, as by a convolution without padding.
    /// Default: no, and <see cref="Patch"/> has to divide the image.
    /// </summary>
    public bool CropToPatches { get; init; }

    /// <summary>What the encoder is made of. Default: a vision transformer.</summary>
    public Trunk Trunk { get; init; }

    /// <summary>The number of blocks of each stage of a ConvNeXt; empty otherwise.</summary>
    public EquatableArray<int> StageDepths { get; init; }

    /// <summary>The number of channels of each stage of a ConvNeXt; empty otherwise.</summary>
    public EquatableArray<int> StageWidths { get; init; }

    /// <summary>How tokens become one vector. Default: the mean over patch tokens.</summary>
    public VisionPooling Pooling { get; init; } = VisionPooling.Mean;

    /// <summary>Whether a learned token is put before the patches. Default: yes.</summary>
    public bool ClassToken { get; init; } = true;

    /// <summary>Whether the patch embedding has a bias. Default: no.</summary>
    public bool PatchBias { get; init; }

    /// <summary>Whether a norm comes before the first block. Default: no.</summary>
    public bool PreNorm { get; init; }

    /// <summary>The map to the joint embedding. Default: a bias-free matrix.</summary>
    public Head Head { get; init; }

    /// <summary>The MLP's non-linearity. Default: exact GELU.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>The position embedding. Default: fixed sines and cosines.</summary>
    public Positions Positions { get; init; } = Positions.SinCos2d;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>How an evaluation image becomes a square. Default: it is squashed.</summary>
    public ResizeMode Resize { get; init; }

    /// <summary>The kernel that an evaluation image is resized with. Default: bilinear.</summary>
    public Interpolation Interpolation { get; init; }

    /// <summary>What images are normalised with. Default: ImageNet's mean and deviation.</summary>
    public ColorStatistics Colors { get; init; }
}

/// <summary>Everything that fixes a text encoder's graph.</summary>
public sealed record TextSpec
{
    /// <summary>The class that declares the model.</summary>
    public required string Name { get; init; }

    /// <summary>The size of a token vector.</summary>
    public required int Width { get; init; }

    /// <summary>The number of transformer blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>The number of attention heads; it divides <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>The inner width of a block's MLP.</summary>
    public required int MlpDim { get; init; }

    /// <summary>The size of the text embedding that the contrastive loss compares.</summary>
    public required int EmbedDim { get; init; }

    /// <summary>The number of tokens in a text. Default 80.</summary>
    public int Context { get; init; } = 80;

    /// <summary>The number of token ids. Default 32000.</summary>
    public int Vocabulary { get; init; } = 32000;

    /// <summary>Which token becomes the text vector. Default: the last.</summary>
    public TextPooling Pooling { get; init; } = TextPooling.Last;

    /// <summary>Whether a token sees only itself and those before it. Default: it sees all.</summary>
    public bool Causal { get; init; }

    /// <summary>Whether the map to the joint embedding is a linear map with a bias instead of a bare matrix. Default: no.</summary>
    public bool ProjectionBias { get; init; }

    /// <summary>Which vocabulary the ids are of. Default: WordPiece.</summary>
    public Tokenization Tokenization { get; init; }

    /// <summary>The MLP's non-linearity. Default: the tanh form of GELU.</summary>
    public Activation Activation { get; init; } = Activation.GeluTanh;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; init; } = 1e-6;
}

/// <summary>Everything that fixes a caption decoder's graph, but for the widths of the towers that feed it.</summary>
public sealed record DecoderSpec
{
    /// <summary>The class that declares the decoder, or the recipe when the decoder is a part of it.</summary>
    public required string Name { get; init; }

    /// <summary>The size of a token vector.</summary>
    public required int Width { get; init; }

    /// <summary>The number of transformer blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>The number of attention heads; it divides <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>The inner width of a block's MLP.</summary>
    public required int MlpDim { get; init; }

    /// <summary>The number of learnable queries, which is the length of a decoded caption. Default 128.</summary>
    public int Queries { get; init; } = 128;

    /// <summary>The number of token ids that the head chooses from. Default 32000.</summary>
    public int Vocabulary { get; init; } = 32000;

    /// <summary>The MLP's non-linearity. Default: the tanh form of GELU.</summary>
    public Activation Activation { get; init; } = Activation.GeluTanh;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; init; } = 1e-6;
}

/// <summary>Everything that fixes OpenVision 2's text decoder, but for the width of the image encoder that feeds it.</summary>
public sealed record TextDecoderSpec
{
    /// <summary>The class that declares the decoder.</summary>
    public required string Name { get; init; }

    /// <summary>The size of a token vector.</summary>
    public required int Width { get; init; }

    /// <summary>The number of transformer blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>The number of attention heads; it divides <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>The inner width of a block's MLP.</summary>
    public required int MlpDim { get; init; }

    /// <summary>The most tokens of a caption. Default 128.</summary>
    public int Context { get; init; } = 128;

    /// <summary>The number of token ids. Default 32000.</summary>
    public int Vocabulary { get; init; } = 32000;

    /// <summary>Whether patch tokens see each other. Default: each sees only itself and those before it.</summary>
    public bool PrefixMask { get; init; }

    /// <summary>The MLP's non-linearity. Default: the tanh form of GELU.</summary>
    public Activation Activation { get; init; } = Activation.GeluTanh;

    /// <summary>The epsilon of every layer norm. Default 1e-6.</summary>
    public double NormEpsilon { get; init; } = 1e-6;
}
