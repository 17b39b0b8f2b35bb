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
    public static Outline Of(VisionSpec spec) =>
        new(spec.Name, "vision", [.. spec.Trunk == Trunk.ConvNext ? ConvNextLayers.Of(spec) : Vit(spec), .. VisionHead(spec)]);

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
            Map("text_projection", 1, width, spec.EmbedDim, spec.ProjectionBias),
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
            Map("decoder.image_projection", patches, vision.Width, width, bias: false),
            Map("decoder.text_projection", words, text.Width, width, bias: false),
            new("decoder.queries", [queries, width], 1, queries * width, 0),
            .. Blocks("decoder.transformer.resblocks", spec.Depth, patches + words + queries, width, spec.MlpDim),
            new("decoder.ln_final", [queries, width], 1, 2 * width, 0),
            Map("decoder.head", queries, width, spec.Vocabulary, bias: false),
        ]);
    }

    private static IEnumerable<Layer> Vit(VisionSpec spec)
    {
        long tokens = Tokens.Vision(spec), patches = Tokens.Patches(spec), width = spec.Width, pixels = 3L * spec.Patch * spec.Patch;
        yield return Map("visual.conv1", patches, pixels, width, spec.PatchBias);
        if (spec.ClassToken)
        {
            yield return new("visual.class_embedding", [tokens, width], 1, width, 0);
        }

        if (spec.Positions != Positions.None)
        {
            yield return new("visual.positional_embedding", [tokens, width], 1, tokens * width, 0);
        }

        if (spec.PreNorm)
        {
            yield return new("visual.ln_pre", [tokens, width], 1, 2 * width, 0);
        }

        foreach (Layer layer in Blocks("visual.transformer.resblocks", spec.Depth, tokens, width, spec.MlpDim))
        {
            yield return layer;
        }

        yield return new("visual.ln_post", spec.Pooling == VisionPooling.Mean ? [width] : [tokens, width], 1, 2 * width, 0);
        if (spec.Pooling == VisionPooling.Attention)
        {
            foreach (Layer layer in AttentionPool(patches, width, spec.MlpDim))
            {
                yield return layer;
            }
        }
    }

    private static IEnumerable<Layer> AttentionPool(long tokens, long width, long inner) =>
    [
        new("visual.attn_pool.latent", [1, width], 1, width, 0),
        Map("visual.attn_pool.q", 1, width, width, bias: true),
        Map("visual.attn_pool.kv", tokens, width, 2 * width, bias: true),
        new("visual.attn_pool (scores, values)", [width], 1, 0, 2 * 2 * tokens * width),
        Map("visual.attn_pool.proj", 1, width, width, bias: true),
        new("visual.attn_pool.norm", [width], 1, 2 * width, 0),
        Map("visual.attn_pool.mlp.fc1", 1, width, inner, bias: true),
        Map("visual.attn_pool.mlp.fc2", 1, inner, width, bias: true),
    ];

    private static IEnumerable<Layer> VisionHead(VisionSpec spec) => spec.Head switch
    {
        Head.Matrix => [Map("visual.proj", 1, spec.Width, spec.EmbedDim, bias: false)],
        Head.Linear => [Map("visual.head.proj", 1, spec.Width, spec.EmbedDim, bias: false)],
        Head.Mlp =>
        [
            Map("visual.head.mlp.fc1", 1, spec.Width, 2L * spec.EmbedDim, bias: true),
            Map("visual.head.mlp.fc2", 1, 2L * spec.EmbedDim, spec.EmbedDim, bias: false),
        ],
        _ => [],
    };

    private static Layer Map(string name, long tokens, long inputs, long outputs, bool bias) => new(
        name, tokens == 1 ? [outputs] : [tokens, outputs], 1, (inputs * outputs) + (bias ? outputs : 0), 2 * tokens * inputs * outputs);

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
