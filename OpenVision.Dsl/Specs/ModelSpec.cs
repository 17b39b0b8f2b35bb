namespace OpenVision;

/// <summary>The parts of a model whose weights lie in one checkpoint; any of them may be absent.</summary>
public sealed record ModelSpec
{
    /// <summary>The class that declares the model.</summary>
    public required string Name { get; init; }

    /// <summary>The image encoder.</summary>
    public VisionSpec? Vision { get; init; }

    /// <summary>The text encoder.</summary>
    public TextSpec? Text { get; init; }

    /// <summary>The caption decoder; it needs both encoders.</summary>
    public DecoderSpec? Decoder { get; init; }

    /// <summary>OpenVision 2's text decoder, in place of text encoder and caption decoder; it needs the image encoder.</summary>
    public TextDecoderSpec? TextDecoder { get; init; }

    /// <summary>The contrastive loss whose scale, and bias where it has one, are in the weights; none without both encoders.</summary>
    public ContrastiveLossKind? Loss { get; init; }

    /// <summary>What a recipe trains.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ModelSpec Of(RecipeSpec recipe) =>
        new() { Name = recipe.Name, Vision = recipe.Vision, Text = recipe.Text, Decoder = recipe.Decoder, Loss = recipe.Loss.Kind };

    /// <summary>Every tensor of the model.</summary>
    public IEnumerable<ParameterSpec> Parameters() =>
    [
        .. Vision is { } vision ? ParameterTable.Vision(vision) : [],
        .. Text is { } text ? ParameterTable.Text(text) : [],
        .. DecoderParameters(),
        .. Loss is { } loss ? ParameterTable.Logits(loss) : [],
    ];

    /// <summary>The tensors of the decoder, of either kind; none without one.</summary>
    public IEnumerable<ParameterSpec> DecoderParameters() =>
        TextDecoder is { } writer && Vision is { } image ? ParameterTable.TextDecoder(writer, image.Width)
        : Decoder is { } decoder && Vision is { } vision && Text is { } text ? ParameterTable.Decoder(decoder, vision.Width, text.Width) : [];
}
