using System.Globalization;

namespace OpenVision;

/// <summary>
/// Compares an open_clip configuration (<c>open_clip_config.json</c>, or its <c>model_cfg</c> alone) with a model. What the
/// configuration leaves out has open_clip's default, but for norm epsilons, of which forks have other defaults.
/// </summary>
public static class OpenClipCheck
{
    private const int DefaultHeadWidth = 64;

    // What is compared below, and what changes no number of a trained model: training's drop-outs, where files are, tokenizers.
    private static readonly HashSet<string> VisionFields = new(StringComparer.Ordinal)
    {
        "layers", "width", "head_width", "mlp_ratio", "patch_size", "image_size", "no_ln_pre", "pool_type", "final_ln_after_pool", "act_kwargs",
        "norm_kwargs", "timm_model_name", "timm_model_pretrained", "timm_pool", "timm_proj", "timm_proj_bias", "timm_model_kwargs", "timm_drop",
        "timm_drop_path", "patch_dropout", "pos_embed_type", "output_tokens",
    };

    private static readonly HashSet<string> TextFields = new(StringComparer.Ordinal)
    {
        "context_length", "vocab_size", "width", "heads", "layers", "mlp_ratio", "no_causal_mask", "pool_type", "proj_bias", "act_kwargs",
        "norm_kwargs", "hf_tokenizer_name", "tokenizer_kwargs", "output_tokens", "pad_id",
    };

    /// <summary>Every difference as a phrase: field, expected, found.</summary>
    /// <param name="model">The model.</param>
    /// <param name="leaves">The configuration, by path.</param>
    public static IEnumerable<string> Differences(ModelSpec model, IReadOnlyDictionary<string, object?> leaves)
    {
        Fields fields = new(leaves, leaves.Keys.Any(static path => path.StartsWith("model_cfg.", StringComparison.Ordinal)) ? "model_cfg." : "");
        if (!fields.Has("embed_dim"))
        {
            return ["'embed_dim' is missing: this is no open_clip configuration"];
        }

        return
        [
            .. Equal(fields, "embed_dim", model.Vision?.EmbedDim ?? model.Text?.EmbedDim, 0),
            .. model.Loss is { } loss ? Same("init_logit_bias", loss == ContrastiveLossKind.Sigmoid ? "a number" : "nothing", fields.Has("init_logit_bias") ? "a number" : "nothing") : [],
            .. model.Vision is { } vision ? [.. Vision(vision, fields), .. fields.Others("vision_cfg", VisionFields)] : Array.Empty<string>(),
            .. model.Text is { } text ? [.. Text(text, fields), .. fields.Others("text_cfg", TextFields)] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Vision(VisionSpec spec, Fields fields)
    {
        string name = fields.Text("vision_cfg.timm_model_name", "");
        return name.Length > 0
            ? Timm(spec, fields, name)
            :
            [
                .. Same("vision_cfg.timm_model_name", spec.Trunk == Trunk.ConvNext || OpenClipLayout.IsTimm(spec) ? "a timm model" : "nothing", "nothing"),
                .. Equal(fields, "vision_cfg.layers", spec.Depth, 12),
                .. Equal(fields, "vision_cfg.width", spec.Width, 768),
                .. Equal(fields, "vision_cfg.patch_size", spec.Patch, 16),
                .. Same("vision_cfg.head_width", $"{spec.Width / spec.Heads}", fields.Number("vision_cfg.head_width", DefaultHeadWidth)),
                .. Mlp("vision_cfg", spec.Width, spec.MlpDim, fields),
                .. Same("vision_cfg.no_ln_pre", Bool(!spec.PreNorm), fields.Bool("vision_cfg.no_ln_pre", false)),
                .. Same("vision_cfg.pool_type", spec.Pooling == VisionPooling.ClassToken ? "tok" : "avg", fields.Text("vision_cfg.pool_type", "tok")),
                .. spec.Pooling == VisionPooling.Mean ? Same("vision_cfg.final_ln_after_pool", "true", fields.Bool("vision_cfg.final_ln_after_pool", false)) : [],
                .. Activation("vision_cfg", spec.Activation, fields),
                .. Epsilon("vision_cfg", spec.NormEpsilon, fields),
            ];
    }

    private static IEnumerable<string> Timm(VisionSpec spec, Fields fields, string name)
    {
        TimmModel? known = TimmModel.Of(name);
        if (known is null)
        {
            return [$"'vision_cfg.timm_model_name' is {name}, of which no [VisionModel] is known"];
        }

        const string Options = "vision_cfg.timm_model_kwargs";
        string head = fields.Text("vision_cfg.timm_proj", "linear");
        IEnumerable<string> common =
        [
            .. Same("vision_cfg.timm_model_name", spec.Trunk == Trunk.ConvNext ? "a ConvNeXt" : "a vision transformer", known.IsConvNext ? "a ConvNeXt" : "a vision transformer"),
            .. Same("vision_cfg.timm_proj", spec.Head switch { Head.None => "none", Head.Mlp => "mlp", _ => "linear" }, head.Length == 0 ? "none" : head),
            .. Same("vision_cfg.timm_proj_bias", "false", fields.Bool("vision_cfg.timm_proj_bias", false)),
        ];
        return spec.Trunk == Trunk.ConvNext || known.IsConvNext
            ?
            [
                .. common,
                .. Same($"{Options}.depths", string.Join(" ", spec.StageDepths), fields.List($"{Options}.depths", known.Depths)),
                .. Same($"{Options}.dims", string.Join(" ", spec.StageWidths), fields.List($"{Options}.dims", known.Widths)),
            ]
            :
            [
                .. common,
                .. Equal(fields, $"{Options}.embed_dim", spec.Width, known.Size.Width),
                .. Equal(fields, $"{Options}.depth", spec.Depth, known.Size.Depth),
                .. Equal(fields, $"{Options}.num_heads", spec.Heads, known.Size.Heads),
                .. Equal(fields, $"{Options}.patch_size", spec.Patch, known.Patch),
                .. Same("vision_cfg.timm_pool", spec.Pooling == VisionPooling.Attention ? "map" : spec.Pooling == VisionPooling.Mean ? "avg" : "token", fields.Text("vision_cfg.timm_pool", "avg")),
            ];
    }

    private static IEnumerable<string> Text(TextSpec spec, Fields fields) =>
    [
        .. Equal(fields, "text_cfg.context_length", spec.Context, 77),
        .. Equal(fields, "text_cfg.vocab_size", spec.Vocabulary, 49408),
        .. Equal(fields, "text_cfg.width", spec.Width, 512),
        .. Equal(fields, "text_cfg.heads", spec.Heads, 8),
        .. Equal(fields, "text_cfg.layers", spec.Depth, 12),
        .. Mlp("text_cfg", spec.Width, spec.MlpDim, fields),
        .. Same("text_cfg.no_causal_mask", Bool(!spec.Causal), fields.Bool("text_cfg.no_causal_mask", false)),
        .. Same("text_cfg.pool_type", spec.Pooling == TextPooling.Last ? "last" : "argmax", fields.Text("text_cfg.pool_type", "argmax")),
        .. Same("text_cfg.proj_bias", Bool(spec.ProjectionBias), fields.Bool("text_cfg.proj_bias", false)),
        .. Activation("text_cfg", spec.Activation, fields),
        .. Epsilon("text_cfg", spec.NormEpsilon, fields),
    ];

    // open_clip rounds towards 0.
    private static IEnumerable<string> Mlp(string tower, int width, int mlpDim, Fields fields)
    {
        double ratio = fields.Value($"{tower}.mlp_ratio", 4);
        int found = (int)(width * ratio);
        return found == mlpDim ? [] : [Difference($"{tower}.mlp_ratio", $"an MLP of {mlpDim}", $"{Fields.Show(ratio)}, an MLP of {found}")];
    }

    private static IEnumerable<string> Activation(string tower, Activation activation, Fields fields)
    {
        string found = fields.Bool("quick_gelu", false) == "true" ? "QuickGelu"
            : fields.Text($"{tower}.act_kwargs.approximate", "none") == "tanh" ? "GeluTanh"
            : "Gelu";
        return Same($"quick_gelu, {tower}.act_kwargs", $"{activation}", found);
    }

    private static IEnumerable<string> Epsilon(string tower, double epsilon, Fields fields) =>
        fields.Has($"{tower}.norm_kwargs.eps") ? Same($"{tower}.norm_kwargs.eps", Fields.Show(epsilon), fields.Number($"{tower}.norm_kwargs.eps", 0)) : [];

    private static IEnumerable<string> Equal(Fields fields, string path, int? expected, int absent) =>
        expected is { } size ? Same(path, $"{size}", fields.Number(path, absent)) : [];

    private static IEnumerable<string> Same(string path, string expected, string found) => expected == found ? [] : [Difference(path, expected, found)];

    private static string Difference(string path, string expected, string found) => $"'{path}' is {found}, and the model has {expected}";

    private static string Bool(bool value) => value ? "true" : "false";

    /// <summary>Fields below a prefix as text, absent ones as their defaults.</summary>
    private sealed class Fields(IReadOnlyDictionary<string, object?> leaves, string prefix)
    {
        public static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

        public bool Has(string path) => leaves.TryGetValue(prefix + path, out object? value) && value is not null;

        /// <summary>A tower's fields that are set to something and that nobody here knows.</summary>
        public IEnumerable<string> Others(string tower, HashSet<string> known) => leaves
            .Where(leaf => leaf.Key.StartsWith($"{prefix}{tower}.", StringComparison.Ordinal) && leaf.Value is not (null or false or "" or 0.0))
            .Select(leaf => leaf.Key.Substring(prefix.Length + tower.Length + 1).Split('.')[0])
            .Where(field => !known.Contains(field)).Distinct()
            .Select(field => $"'{tower}.{field}' is set, which no graph of ours has");

        public double Value(string path, double absent) => Leaf(path) switch
        {
            null => absent,
            double number => number,
            _ => double.NaN,
        };

        public string Number(string path, double absent) => Leaf(path) is { } leaf and not double ? Quoted(leaf) : Show(Value(path, absent));

        public string Bool(string path, bool absent) => Leaf(path) switch
        {
            null => absent ? "true" : "false",
            bool value => value ? "true" : "false",
            { } other => Quoted(other),
        };

        public string Text(string path, string absent) => Leaf(path) switch
        {
            null => absent,
            string text => text,
            { } other => Quoted(other),
        };

        public string List(string path, IReadOnlyList<int> absent)
        {
            if (Leaf($"{path}.0") is null)
            {
                return string.Join(" ", absent);
            }

            List<string> items = [];
            for (int i = 0; Leaf($"{path}.{i}") is not null; i++)
            {
                items.Add(Number($"{path}.{i}", 0));
            }

            return string.Join(" ", items);
        }

        private object? Leaf(string path) => leaves.TryGetValue(prefix + path, out object? value) ? value : null;

        private static string Quoted(object value) => $"'{value}'";
    }
}
