namespace OpenVision.Cli;

/// <summary>The parts of multimodal models layer by layer.</summary>
internal static class OutlineOfLanguage
{
    /// <summary>A language model, for one token; what it gathers from the tokens before it depends on their number.</summary>
    /// <param name="spec">The language model.</param>
    public static Outline Of(LanguageSpec spec)
    {
        long width = spec.Width, queries = (long)spec.Heads * spec.HeadDim, keys = (long)spec.KeyValueHeads * spec.HeadDim;
        return new(spec.Name, "language",
        [
            new("model.embed_tokens", [width], 1, spec.Vocabulary * width, 0),
            Norm("input_layernorm"),
            Map("self_attn.q_proj", width, queries, spec.AttentionBias),
            Map("self_attn.k_proj", width, keys, spec.AttentionBias),
            Map("self_attn.v_proj", width, keys, spec.AttentionBias),
            Map("self_attn.o_proj", queries, width, bias: false),
            Norm("post_attention_layernorm"),
            Map("mlp.gate_proj", width, spec.MlpDim, bias: false),
            Map("mlp.up_proj", width, spec.MlpDim, bias: false),
            Map("mlp.down_proj", spec.MlpDim, width, bias: false),
            new("model.norm", [width], 1, width, 0),
            new(spec.TiedHead ? "lm_head (model.embed_tokens)" : "lm_head", [spec.Vocabulary], 1, spec.TiedHead ? 0 : spec.Vocabulary * width, 2 * width * spec.Vocabulary),
        ]);

        Layer Norm(string name) => new($"model.layers.N.{name}", [width], spec.Depth, width, 0);

        Layer Map(string name, long inputs, long outputs, bool bias) =>
            new($"model.layers.N.{name}", [outputs], spec.Depth, (inputs * outputs) + (bias ? outputs : 0), 2 * inputs * outputs);
    }

    /// <summary>A connector, for one tile, and the newline vector where the model has one.</summary>
    /// <param name="spec">The model.</param>
    public static Outline Connector(MultimodalSpec spec)
    {
        long tokens = spec.TileTokens, width = spec.Language.Width;
        return new(spec.Name, "connector",
        [
            .. Enumerable.Range(0, spec.ConnectorLayers).Select(Map),
            .. spec.HasNewline ? [new(ParameterTable.Newline, [width], 1, width, 0)] : Array.Empty<Layer>(),
        ]);

        Layer Map(int layer)
        {
            long inputs = layer == 0 ? spec.Vision.Width : width;
            return new(spec.ConnectorLayers == 1 ? "mm_projector" : $"mm_projector.{2 * layer}", [tokens, width], 1, (inputs * width) + width, 2 * tokens * inputs * width);
        }
    }

    /// <summary>Every part of a multimodal model, in the order of data.</summary>
    /// <param name="spec">The model.</param>
    public static IReadOnlyList<Outline> Parts(MultimodalSpec spec) => [Outline.Of(spec.Vision), Connector(spec), Of(spec.Language)];
}
