namespace OpenVision;

/// <summary>
/// open_clip's names. Ours are the same but for SigLIP, whose image encoder is timm's (<c>visual.trunk</c>) and whose text encoder
/// lies under <c>text</c>. Caption decoders have no names there.
/// </summary>
public static class OpenClipLayout
{
    private const string Visual = "visual.";

    private static readonly Dictionary<string, string> TimmBlock = new()
    {
        ["ln_1.weight"] = "norm1.weight",
        ["ln_1.bias"] = "norm1.bias",
        ["attn.in_proj_weight"] = "attn.qkv.weight",
        ["attn.in_proj_bias"] = "attn.qkv.bias",
        ["attn.out_proj.weight"] = "attn.proj.weight",
        ["attn.out_proj.bias"] = "attn.proj.bias",
        ["ln_2.weight"] = "norm2.weight",
        ["ln_2.bias"] = "norm2.bias",
        ["mlp.c_fc.weight"] = "mlp.fc1.weight",
        ["mlp.c_fc.bias"] = "mlp.fc1.bias",
        ["mlp.c_proj.weight"] = "mlp.fc2.weight",
        ["mlp.c_proj.bias"] = "mlp.fc2.bias",
    };

    /// <summary>Every tensor that open_clip has a name for.</summary>
    public static IEnumerable<TensorMap> Map(ModelSpec model) =>
    [
        .. model.Vision is { } vision ? ParameterTable.Vision(vision).Select(parameter => IsTimm(vision) ? Timm(parameter) : LayoutMap.Same(parameter, parameter.Name)) : [],
        .. model.Text is { } text ? ParameterTable.Text(text).Select(parameter => LayoutMap.Same(parameter, text.ProjectionBias ? $"text.{parameter.Name}" : parameter.Name)) : [],
        .. model.Loss is { } loss ? ParameterTable.Logits(loss).Select(parameter => LayoutMap.Same(parameter, parameter.Name)) : [],
    ];

    /// <summary>Why open_clip cannot build a model.</summary>
    public static string? WhyNot(ModelSpec model)
    {
        bool quickImages = model.Vision?.Activation == Activation.QuickGelu, quickTexts = model.Text?.Activation == Activation.QuickGelu;
        return model.Vision is { Trunk: Trunk.Vit } vision && !IsTimm(vision) && vision is not { ClassToken: true, PatchBias: false, Head: Head.Matrix, Positions: not Positions.None }
            ? $"its vision transformers have a class token, positions, a patch embedding without a bias and a bare projection, and {vision.Name} is another kind of encoder"
            : model.Vision is { } timm && IsTimm(timm) && timm is not { ClassToken: false, PatchBias: true, PreNorm: false, Positions: Positions.Learned, Activation: Activation.Gelu }
                ? $"its SigLIP encoders have learned positions, a patch bias, exact GELU and neither class token nor norm before the blocks, and {timm.Name} is another kind of encoder"
                : model is { Vision: { Trunk: Trunk.Vit } images, Text: { } texts } && !IsTimm(images) && quickImages != quickTexts
                    ? $"it has QuickGELU in both towers or in none, and {images.Name} and {texts.Name} differ"
                    : null;
    }

    /// <summary>Whether open_clip builds an image encoder from timm's vision transformer.</summary>
    public static bool IsTimm(VisionSpec spec) => spec is { Trunk: Trunk.Vit, Pooling: VisionPooling.Attention };

    private static TensorMap Timm(ParameterSpec parameter)
    {
        string name = parameter.Name.Substring(Visual.Length);
        string key = LayoutMap.IsBlock(name, out string block, out string part) ? $"blocks.{block}.{TimmBlock[part]}" : name switch
        {
            "conv1.weight" => "patch_embed.proj.weight",
            "conv1.bias" => "patch_embed.proj.bias",
            "positional_embedding" => "pos_embed",
            "class_embedding" => "cls_token",
            "ln_post.weight" => "norm.weight",
            "ln_post.bias" => "norm.bias",
            "ln_pre.weight" => "norm_pre.weight",
            "ln_pre.bias" => "norm_pre.bias",
            _ => name,
        };
        // timm keeps a batch axis before tokens; heads behind the trunk are open_clip's own.
        EquatableArray<int> shape = key switch
        {
            "pos_embed" => new([1, .. parameter.Shape]),
            "cls_token" => new([1, 1, .. parameter.Shape]),
            _ => parameter.Shape,
        };
        string full = key.StartsWith("head.", StringComparison.Ordinal) || key == "proj" ? $"{Visual}{key}" : $"{Visual}trunk.{key}";
        return new(parameter, new([new StoredTensor(full, shape)]));
    }
}
