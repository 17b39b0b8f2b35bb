namespace OpenVision;

/// <summary>The parts of a model whose weights lie in one checkpoint; any of them may be absent.</summary>
public sealed record ModelSpec
{
    /// <summary>The image encoder.</summary>
    public VisionSpec? Vision { get; init; }

    /// <summary>The text encoder.</summary>
    public TextSpec? Text { get; init; }

    /// <summary>The caption decoder; it needs both encoders.</summary>
    public DecoderSpec? Decoder { get; init; }

    /// <summary>The contrastive loss whose scale, and bias where it has one, are in the weights; none without one of the encoders.</summary>
    public ContrastiveLossKind? Loss { get; init; }

    /// <summary>Every tensor of the parts.</summary>
    public IEnumerable<ParameterSpec> Parameters =>
    [
        .. Vision is { } vision ? ParameterTable.Vision(vision) : [],
        .. Text is { } text ? ParameterTable.Text(text) : [],
        .. Decoder is { } decoder && Vision is { } image && Text is { } words ? ParameterTable.Decoder(decoder, image.Width, words.Width) : [],
        .. Loss is { } loss ? ParameterTable.Logits(loss) : [],
    ];
}
