using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenVision.Weights;

/// <summary>Writes the <c>open_clip_config.json</c> with which open_clip builds a model of ours.</summary>
public static class OpenClipConfigWriter
{
    // Its models of these sizes are made from timm's; other sizes are given beside the nearest name.
    private const string AnySigLip = "vit_base_patch16_siglip_224";
    private const string AnyConvNext = "convnext_base";
    private const double SigmoidBias = -10;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The configuration of a model. The same model gives the same text.</summary>
    /// <param name="model">The model, of both towers.</param>
    /// <param name="preprocess">How its images are prepared.</param>
    /// <exception cref="ArgumentException">The model lacks a tower.</exception>
    public static string Write(ModelSpec model, PreprocessSpec preprocess)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(preprocess);
        if (model is not { Vision: { } vision, Text: { } text })
        {
            throw new ArgumentException($"{model.Name} has not both towers.", nameof(model));
        }

        JsonObject root = new() { ["embed_dim"] = vision.EmbedDim };
        if (vision.Activation == Activation.QuickGelu && text.Activation == Activation.QuickGelu)
        {
            root["quick_gelu"] = true;
        }

        if (model.Loss == ContrastiveLossKind.Sigmoid)
        {
            root["init_logit_bias"] = SigmoidBias;
        }

        if (text.ProjectionBias)
        {
            root["custom_text"] = true;
        }

        root["vision_cfg"] = vision.Trunk == Trunk.ConvNext ? ConvNext(vision) : OpenClipLayout.IsTimm(vision) ? SigLip(vision) : Vit(vision);
        root["text_cfg"] = Text(text);
        return new JsonObject { ["model_cfg"] = root, ["preprocess_cfg"] = Preprocess(preprocess) }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Vit(VisionSpec spec)
    {
        JsonObject vision = new()
        {
            ["image_size"] = spec.Resolution,
            ["layers"] = spec.Depth,
            ["width"] = spec.Width,
            ["patch_size"] = spec.Patch,
        };
        Ratio(vision, spec.Width, spec.MlpDim);
        if (!spec.PreNorm)
        {
            vision["no_ln_pre"] = true;
        }

        if (spec.Pooling == VisionPooling.Mean)
        {
            vision["pool_type"] = "avg";
            vision["final_ln_after_pool"] = true;
        }

        Activate(vision, spec.Activation);
        vision["norm_kwargs"] = new JsonObject { ["eps"] = spec.NormEpsilon };
        vision["head_width"] = spec.Width / spec.Heads;
        return vision;
    }

    private static JsonObject SigLip(VisionSpec spec)
    {
        JsonObject vision = new() { ["image_size"] = spec.Resolution };
        TowerSize size = new(spec.Width, spec.Depth, spec.Heads, spec.MlpDim);
        string? letter = size == TowerSizes.Vision(Variant.B) ? "base" : size == TowerSizes.Vision(Variant.L) ? "large" : size == TowerSizes.Vision(Variant.So400m) ? "so400m" : null;
        vision["timm_model_name"] = letter is null ? AnySigLip : $"vit_{letter}_patch{spec.Patch}_siglip_{spec.Resolution}";
        vision["timm_model_pretrained"] = false;
        vision["timm_pool"] = "map";
        vision["timm_proj"] = Projection(spec.Head);
        if (letter is null)
        {
            vision["timm_model_kwargs"] = new JsonObject
            {
                ["img_size"] = spec.Resolution,
                ["patch_size"] = spec.Patch,
                ["embed_dim"] = spec.Width,
                ["depth"] = spec.Depth,
                ["num_heads"] = spec.Heads,
                ["mlp_ratio"] = (double)spec.MlpDim / spec.Width,
            };
        }

        return vision;
    }

    private static JsonObject ConvNext(VisionSpec spec)
    {
        Variant? variant = new[] { Variant.ConvNextBase, Variant.ConvNextLarge, Variant.ConvNextXXLarge }
            .Where(size => TowerSizes.StageDepths(size).SequenceEqual(spec.StageDepths) && TowerSizes.StageWidths(size).SequenceEqual(spec.StageWidths))
            .Select(size => (Variant?)size).FirstOrDefault();
        JsonObject vision = new()
        {
            ["timm_model_name"] = variant switch { Variant.ConvNextLarge => "convnext_large", Variant.ConvNextXXLarge => "convnext_xxlarge", _ => AnyConvNext },
            ["timm_model_pretrained"] = false,
            ["timm_pool"] = "",
            ["timm_proj"] = Projection(spec.Head),
            ["image_size"] = spec.Resolution,
        };
        if (variant is null)
        {
            vision["timm_model_kwargs"] = new JsonObject { ["depths"] = List(spec.StageDepths), ["dims"] = List(spec.StageWidths) };
        }

        return vision;
    }

    private static JsonObject Text(TextSpec spec)
    {
        JsonObject text = new() { ["context_length"] = spec.Context, ["vocab_size"] = spec.Vocabulary };
        if (Tokenizer(spec) is { } name)
        {
            text["hf_tokenizer_name"] = name;
            if (spec.Tokenization == Tokenization.WordPiece)
            {
                text["tokenizer_kwargs"] = new JsonObject { ["strip_sep_token"] = true };
            }
        }

        text["width"] = spec.Width;
        text["heads"] = spec.Heads;
        text["layers"] = spec.Depth;
        Ratio(text, spec.Width, spec.MlpDim);
        if (spec.Pooling == TextPooling.Last)
        {
            text["pool_type"] = "last";
        }

        if (!spec.Causal)
        {
            text["no_causal_mask"] = true;
        }

        if (spec.ProjectionBias)
        {
            text["proj_bias"] = true;
        }

        Activate(text, spec.Activation);
        text["norm_kwargs"] = new JsonObject { ["eps"] = spec.NormEpsilon };
        return text;
    }

    // Those of the published weights; a vocabulary of another size is the user's own.
    private static string? Tokenizer(TextSpec spec) => (spec.Tokenization, spec.Vocabulary) switch
    {
        (Tokenization.WordPiece, 32000) => "bert-base-uncased",
        (Tokenization.SentencePiece, 32000) => "timm/ViT-B-16-SigLIP",
        _ => null,
    };

    private static JsonObject Preprocess(PreprocessSpec spec) => new()
    {
        ["mean"] = new JsonArray(spec.Mean.Red, spec.Mean.Green, spec.Mean.Blue),
        ["std"] = new JsonArray(spec.Std.Red, spec.Std.Green, spec.Std.Blue),
        ["interpolation"] = spec.Interpolation == Interpolation.Bicubic ? "bicubic" : "bilinear",
        ["resize_mode"] = spec.Resize switch { ResizeMode.Shortest => "shortest", ResizeMode.Longest => "longest", _ => "squash" },
    };

    private static string Projection(Head head) => head switch { Head.None => "none", Head.Mlp => "mlp", _ => "linear" };

    // open_clip multiplies and cuts: the ratio has to come back to the same number.
    private static void Ratio(JsonObject tower, int width, int mlpDim)
    {
        if (mlpDim != 4 * width)
        {
            double ratio = (double)mlpDim / width;
            tower["mlp_ratio"] = (int)(width * ratio) == mlpDim ? ratio : Math.BitIncrement(ratio);
        }
    }

    private static void Activate(JsonObject tower, Activation activation)
    {
        if (activation == Activation.GeluTanh)
        {
            tower["act_kwargs"] = new JsonObject { ["approximate"] = "tanh" };
        }
    }

    private static JsonArray List(IEnumerable<int> numbers) => [.. numbers.Select(number => JsonValue.Create(number))];
}
