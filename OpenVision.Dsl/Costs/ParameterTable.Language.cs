namespace OpenVision;

/// <content>Language models, by the names of Hugging Face's files (multimodal.md, section 6).</content>
public static partial class ParameterTable
{
    /// <summary>A language model's tensors.</summary>
    /// <param name="spec">The language model.</param>
    public static IEnumerable<ParameterSpec> Language(LanguageSpec spec) =>
    [
        Other("model.embed_tokens.weight", spec.Vocabulary, spec.Width),
        .. Enumerable.Range(0, spec.Depth).SelectMany(block => Below($"model.layers.{block}.", LanguageBlock(spec))),
        Other("model.norm.weight", spec.Width),
        .. spec.TiedHead ? Array.Empty<ParameterSpec>() : [Matrix("lm_head.weight", spec.Vocabulary, spec.Width)],
    ];

    /// <summary>Low-rank adapters on every linear map of every block of a language model, by the names of peft's files.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="lora">The adapters.</param>
    public static IEnumerable<ParameterSpec> Adapters(LanguageSpec spec, LoraSpec lora) =>
        LanguageBlockMaps(spec).SelectMany(map => Enumerable.Range(0, spec.Depth).SelectMany(block => Below($"base_model.model.model.layers.{block}.{map.Name}.",
        [
            Matrix("lora_A.weight", lora.Rank, map.Inputs),
            Matrix("lora_B.weight", map.Outputs, lora.Rank),
        ])));

    private static IEnumerable<ParameterSpec> LanguageBlock(LanguageSpec spec) =>
    [
        Other("input_layernorm.weight", spec.Width),
        Other("post_attention_layernorm.weight", spec.Width),
        .. LanguageBlockMaps(spec).SelectMany(map => map.Bias ? Linear(map.Name, map.Inputs, map.Outputs) : [Matrix($"{map.Name}.weight", map.Outputs, map.Inputs)]),
    ];

    private static IEnumerable<(string Name, int Inputs, int Outputs, bool Bias)> LanguageBlockMaps(LanguageSpec spec)
    {
        int queries = spec.Heads * spec.HeadDim, keys = spec.KeyValueHeads * spec.HeadDim;
        return
        [
            ("self_attn.q_proj", spec.Width, queries, spec.AttentionBias),
            ("self_attn.k_proj", spec.Width, keys, spec.AttentionBias),
            ("self_attn.v_proj", spec.Width, keys, spec.AttentionBias),
            ("self_attn.o_proj", queries, spec.Width, false),
            ("mlp.gate_proj", spec.Width, spec.MlpDim, false),
            ("mlp.up_proj", spec.Width, spec.MlpDim, false),
            ("mlp.down_proj", spec.MlpDim, spec.Width, false),
        ];
    }
}
