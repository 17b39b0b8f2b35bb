namespace OpenVision.Cli;

/// <summary>One layer of a model, or several that are alike.</summary>
/// <param name="Name">The layer's name in a checkpoint.</param>
/// <param name="Shape">What it gives for one sample.</param>
/// <param name="Times">How many there are.</param>
/// <param name="Parameters">The parameters of one.</param>
/// <param name="Flops">The floating-point operations of one on one sample.</param>
internal sealed record Layer(string Name, IReadOnlyList<long> Shape, int Times, long Parameters, long Flops);

/// <summary>A model layer by layer.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Kind">What it is: <c>vision</c>, <c>text</c> or <c>decoder</c>.</param>
/// <param name="Layers">Its layers, in the order of data.</param>
internal sealed record Outline(string Name, string Kind, IReadOnlyList<Layer> Layers)
{
    /// <summary>All parameters; an image encoder's fixed positions are counted, as published counts do.</summary>
    public long Parameters => Layers.Sum(layer => layer.Times * layer.Parameters);

    /// <summary>The floating-point operations of one sample.</summary>
    public long Flops => Layers.Sum(layer => layer.Times * layer.Flops);

    /// <summary>An image encoder.</summary>
    /// <param name="spec">The encoder.</param>
    public static Outline Of(VisionSpec spec)
    {
        long tokens = Tokens.Vision(spec), patches = Tokens.Patches(spec), width = spec.Width, pixels = 3L * spec.Patch * spec.Patch;
        return new(spec.Name, "vision",
        [
            new("visual.conv1", [patches, width], 1, pixels * width, 2 * patches * pixels * width),
            new("visual.class_embedding", [tokens, width], 1, width, 0),
            new("visual.positional_embedding", [tokens, width], 1, tokens * width, 0),
            .. Blocks("visual.transformer.resblocks", spec.Depth, tokens, width, spec.MlpDim),
            new("visual.ln_post", [width], 1, 2 * width, 0),
            Projection("visual.proj", width, spec.EmbedDim),
        ]);
    }

    /// <summary>A text encoder.</summary>
    /// <param name="spec">The encoder.</param>
    public static Outline Of(TextSpec spec)
    {
        long tokens = spec.Context, width = spec.Width;
        return new(spec.Name, "text",
        [
            new("token_embedding", [tokens, width], 1, spec.Vocabulary * width, 0),
            new("positional_embedding", [tokens, width], 1, tokens * width, 0),
            .. Blocks("transformer.resblocks", spec.Depth, tokens, width, spec.MlpDim),
            new("ln_final", [width], 1, 2 * width, 0),
            Projection("text_projection", width, spec.EmbedDim),
        ]);
    }

    /// <summary>A caption decoder with the towers that feed it.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="vision">The image encoder.</param>
    /// <param name="text">The text encoder.</param>
    public static Outline Of(DecoderSpec spec, VisionSpec vision, TextSpec text)
    {
        long width = spec.Width, patches = Tokens.Patches(vision), words = text.Context - 1, queries = spec.Queries;
        return new(spec.Name, "decoder",
        [
            new("decoder.image_projection", [patches, width], 1, vision.Width * width, 2 * patches * vision.Width * width),
            new("decoder.text_projection", [words, width], 1, text.Width * width, 2 * words * text.Width * width),
            new("decoder.queries", [queries, width], 1, queries * width, 0),
            .. Blocks("decoder.transformer.resblocks", spec.Depth, patches + words + queries, width, spec.MlpDim),
            new("decoder.ln_final", [queries, width], 1, 2 * width, 0),
            new("decoder.head", [queries, spec.Vocabulary], 1, width * spec.Vocabulary, 2 * queries * width * spec.Vocabulary),
        ]);
    }

    private static Layer Projection(string name, long width, long embedDim) => new(name, [embedDim], 1, width * embedDim, 2 * width * embedDim);

    private static IEnumerable<Layer> Blocks(string prefix, int depth, long tokens, long width, long inner)
    {
        Layer Each(string name, long outputs, long parameters, long flops) => new($"{prefix}.N.{name}", [tokens, outputs], depth, parameters, flops);
        return
        [
            Each("ln_1", width, 2 * width, 0),
            Each("attn.in_proj", 3 * width, (3 * width * width) + (3 * width), 2 * tokens * width * 3 * width),
            Each("attn (scores, values)", width, 0, 2 * 2 * tokens * tokens * width),
            Each("attn.out_proj", width, (width * width) + width, 2 * tokens * width * width),
            Each("ln_2", width, 2 * width, 0),
            Each("mlp.c_fc", inner, (width * inner) + inner, 2 * tokens * width * inner),
            Each("mlp.c_proj", width, (inner * width) + width, 2 * tokens * inner * width),
        ];
    }
}
