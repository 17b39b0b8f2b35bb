using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenVision.Language;

/// <summary>Writes the <c>config.json</c> with which transformers builds a language model of ours.</summary>
internal static class LanguageConfigWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    /// <summary>The configuration of a language model. The same model gives the same text.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="isHalf">Whether the weights are bfloat16; else float32.</param>
    public static string Write(LanguageSpec spec, bool isHalf)
    {
        bool isQwen = spec.Family == LanguageFamily.Qwen2;
        JsonObject root = new()
        {
            ["architectures"] = new JsonArray(isQwen ? "Qwen2ForCausalLM" : "LlamaForCausalLM"),
            ["model_type"] = isQwen ? "qwen2" : "llama",
            ["hidden_act"] = "silu",
            ["hidden_size"] = spec.Width,
            ["intermediate_size"] = spec.MlpDim,
            ["num_hidden_layers"] = spec.Depth,
            ["num_attention_heads"] = spec.Heads,
            ["num_key_value_heads"] = spec.KeyValueHeads,
            ["head_dim"] = spec.HeadDim,
            ["vocab_size"] = spec.Vocabulary,
            ["max_position_embeddings"] = spec.Context,
            ["rms_norm_eps"] = spec.NormEpsilon,
            ["rope_theta"] = spec.RopeTheta,
            ["rope_scaling"] = spec.RopeScale == 1 ? null : new JsonObject { ["rope_type"] = "linear", ["type"] = "linear", ["factor"] = spec.RopeScale },
            ["tie_word_embeddings"] = spec.TiedHead,
            ["torch_dtype"] = isHalf ? "bfloat16" : "float32",
        };
        if (!isQwen)
        {
            root["attention_bias"] = false;
            root["mlp_bias"] = false;
        }

        Token(root, "bos_token_id", spec.BeginToken);
        Token(root, "pad_token_id", spec.PaddingToken);
        if (spec.EndTokens.Count > 0)
        {
            root["eos_token_id"] = spec.EndTokens.Count == 1 ? JsonValue.Create(spec.EndTokens[0]) : new JsonArray([.. spec.EndTokens.Select(static token => JsonValue.Create(token))]);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private static void Token(JsonObject root, string field, int token)
    {
        if (token >= 0)
        {
            root[field] = token;
        }
    }
}
