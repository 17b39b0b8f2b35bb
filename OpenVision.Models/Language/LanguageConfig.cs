using OpenVision.Weights;

namespace OpenVision.Language;

/// <summary>
/// What a Hugging Face <c>config.json</c> says of a language model (multimodal.md, section 6). Configurations are sparse: what is left out
/// is the library's default. That of a multimodal model has the language model's under <c>text_config</c>, or is one flat list.
/// </summary>
/// <param name="leaves">The values by path.</param>
internal sealed class LanguageConfig(IReadOnlyDictionary<string, object?> leaves)
{
    /// <summary>The file's name.</summary>
    public const string Name = "config.json";

    // transformers' LlamaConfig and Qwen2Config.
    private static readonly Dictionary<string, double> LlamaDefaults = new()
    {
        ["hidden_size"] = 4096,
        ["intermediate_size"] = 11008,
        ["num_hidden_layers"] = 32,
        ["num_attention_heads"] = 32,
        ["vocab_size"] = 32000,
        ["max_position_embeddings"] = 2048,
        ["rms_norm_eps"] = 1e-6,
        ["rope_theta"] = 10_000,
    };

    private static readonly Dictionary<string, double> Qwen2Defaults = new(LlamaDefaults)
    {
        ["intermediate_size"] = 22016,
        ["num_key_value_heads"] = 32,
        ["vocab_size"] = 151936,
        ["max_position_embeddings"] = 32768,
    };

    private readonly string prefix = leaves.Keys.Any(static key => key.StartsWith("text_config.", StringComparison.Ordinal)) ? "text_config." : "";

    /// <summary>Checks that a configuration is a language model's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">The language model.</param>
    /// <exception cref="OpenVisionException">The file cannot be read, or it differs; the message lists field, expected and found.</exception>
    public static void Verify(string path, LanguageSpec spec)
    {
        string[] differences = [.. new LanguageConfig(OpenClipConfigFile.Read(path)).Differences(spec)];
        if (differences.Length > 0)
        {
            throw new OpenVisionException($"{path} is not that of {spec.Name}: {string.Join("; ", differences)}. Declare the language model as the configuration says, or name weights of this model.");
        }
    }

    /// <summary>Whether the head is the table of token vectors.</summary>
    public bool IsTied => Flag("tie_word_embeddings");

    /// <summary>Where a configuration differs from a language model.</summary>
    /// <param name="spec">The language model.</param>
    public IEnumerable<string> Differences(LanguageSpec spec)
    {
        if (Family() is not { } family)
        {
            return [$"model_type is {Shown("model_type")}; llama and qwen2 are known"];
        }

        double heads = Number(family, "num_attention_heads"), keyHeads = Number(family, "num_key_value_heads", heads);
        return new (string Field, object Expected, object? Found)[]
        {
            ("model_type", Word(spec.Family), Word(family)),
            ("hidden_size", spec.Width, Number(family, "hidden_size")),
            ("num_hidden_layers", spec.Depth, Number(family, "num_hidden_layers")),
            ("num_attention_heads", spec.Heads, heads),
            ("num_key_value_heads", spec.KeyValueHeads, keyHeads),
            ("head_dim", spec.HeadDim, Number(family, "head_dim", Number(family, "hidden_size") / heads)),
            ("intermediate_size", spec.MlpDim, Number(family, "intermediate_size")),
            ("vocab_size", spec.Vocabulary, Number(family, "vocab_size")),
            ("rms_norm_eps", spec.NormEpsilon, Number(family, "rms_norm_eps")),
            ("rope_theta", spec.RopeTheta, Number(family, "rope_theta", Value("rope_parameters.rope_theta") as double?)),
            ("rope_scaling factor", spec.RopeScale, RopeScale()),
            ("tie_word_embeddings", spec.TiedHead, IsTied),
            ("hidden_act", "silu", Value("hidden_act") ?? "silu"),
            ("mlp_bias", false, Flag("mlp_bias")),
            ("rope_interleaved", false, Flag("rope_interleaved")),
            ("use_sliding_window", false, Flag("use_sliding_window")),
            // A Llama's flag also gives the output map a bias; Qwen2's three are implied.
            (family == LanguageFamily.Qwen2 ? "biases of queries, keys and values (implied by qwen2)" : "attention_bias, which includes o_proj's",
                spec.AttentionBias, family == LanguageFamily.Qwen2 || Flag("attention_bias")),
            ("attention_bias, which includes o_proj's", false, family == LanguageFamily.Llama && Flag("attention_bias")),
        }
        .Where(static row => !Same(row.Expected, row.Found))
        .Select(static row => $"{row.Field}: expected {Text(row.Expected)}, found {Text(row.Found)}")
        .Concat(TokenDifferences(spec, family))
        .Distinct();
    }

    // A shorter context than the configuration's changes no number.
    private IEnumerable<string> TokenDifferences(LanguageSpec spec, LanguageFamily family)
    {
        double positions = Number(family, "max_position_embeddings");
        if (spec.Context > positions)
        {
            yield return $"max_position_embeddings: expected at least {spec.Context}, found {Text(positions)}";
        }

        if (Value("bos_token_id") is double begin && spec.BeginToken >= 0 && spec.BeginToken != begin)
        {
            yield return $"bos_token_id: expected {spec.BeginToken}, found {Text(begin)}";
        }

        if (Value("pad_token_id") is double padding && spec.PaddingToken >= 0 && spec.PaddingToken != padding && prefix.Length == 0)
        {
            yield return $"pad_token_id: expected {spec.PaddingToken}, found {Text(padding)}";
        }

        double[] ends = [.. Numbers("eos_token_id")];
        if (ends.Length > 0 && spec.EndTokens.Count > 0 && !ends.Any(end => spec.EndTokens.Any(own => own == end)))
        {
            yield return $"eos_token_id: expected one of {string.Join(", ", spec.EndTokens)}, found {string.Join(", ", ends.Select(static end => Text(end)))}";
        }
    }

    private LanguageFamily? Family() => (Value("model_type") as string ?? Value("architectures.0") as string)?.ToUpperInvariant() switch
    {
        "LLAMA" or "LLAVA" or "LLAVA_LLAMA" or "LLAMAFORCAUSALLM" or "LLAVALLAMAFORCAUSALLM" => LanguageFamily.Llama,
        "QWEN2" or "LLAVA_QWEN" or "QWEN2FORCAUSALLM" or "LLAVAQWENFORCAUSALLM" => LanguageFamily.Qwen2,
        _ => null,
    };

    private object RopeScale()
    {
        string type = Value("rope_scaling.rope_type") as string ?? Value("rope_scaling.type") as string ?? Value("rope_parameters.rope_type") as string ?? "default";
        return type == "default" ? 1.0 : type == "linear" ? Value("rope_scaling.factor") ?? Value("rope_parameters.factor") ?? 1.0 : $"'{type}', which is not known";
    }

    private double Number(LanguageFamily family, string field, double? otherwise = null)
    {
        Dictionary<string, double> defaults = family == LanguageFamily.Qwen2 ? Qwen2Defaults : LlamaDefaults;
        return Value(field) switch
        {
            double number => number,
            null => otherwise ?? defaults.GetValueOrDefault(field, double.NaN),
            _ => double.NaN,
        };
    }

    private IEnumerable<double> Numbers(string field)
    {
        IEnumerable<object?> found = Value(field) is { } one ? [one] : Enumerable.Range(0, 16).Select(i => Value($"{field}.{i}"));
        return found.OfType<double>();
    }

    private bool Flag(string field) => Value(field) is true;

    private string Shown(string field) => Value(field) is { } found ? Text(found) : "missing";

    private object? Value(string field) => leaves.GetValueOrDefault(prefix + field);

    private static bool Same(object expected, object? found) => (expected, found) switch
    {
        (int whole, double number) => whole == number,
        (double exact, double number) => Math.Abs(exact - number) <= 1e-9 * Math.Abs(exact),
        _ => expected.Equals(found),
    };

    private static string Word(LanguageFamily family) => family == LanguageFamily.Qwen2 ? "qwen2" : "llama";

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        string text => Data.MemberName.Shown(text),
        _ => $"{value ?? "null"}",
    };
}
