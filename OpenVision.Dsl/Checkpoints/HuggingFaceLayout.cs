namespace OpenVision;

/// <summary>The names of Hugging Face's <c>CLIPModel</c>: queries, keys and values apart, projections as linear maps.</summary>
internal static class HuggingFaceLayout
{
    private const string Visual = "visual.";

    private static readonly string[] Attended = ["q_proj", "k_proj", "v_proj"];

    /// <summary>Why <c>CLIPModel</c> cannot hold a model.</summary>
    public static string? WhyNot(ModelSpec model) =>
        model.Vision is { } vision && vision is not { Trunk: Trunk.Vit, Pooling: VisionPooling.ClassToken, PreNorm: true, PatchBias: false, Head: Head.Matrix, Positions: Positions.Learned }
            ? $"Hugging Face's CLIPModel has a class token, learned positions, a norm before the blocks and a bare projection, and {vision.Name} is another kind of encoder"
            : model.Text is { } text && text is not { Causal: true, Pooling: TextPooling.EndOfText, ProjectionBias: false }
                ? $"Hugging Face's CLIPModel has a causal text encoder pooled at the end of the text, and {text.Name} is another kind of encoder"
                : null;

    /// <summary>Every tensor that <c>CLIPModel</c> has a name for.</summary>
    public static IEnumerable<TensorMap> Map(ModelSpec model) =>
    [
        .. model.Vision is { } vision ? ParameterTable.Vision(vision).Select(Vision) : [],
        .. model.Text is { } text ? ParameterTable.Text(text).Select(Text) : [],
        .. model.Loss is { } loss ? ParameterTable.Logits(loss).Select(parameter => LayoutMap.Same(parameter, parameter.Name)) : [],
    ];

    private static TensorMap Vision(ParameterSpec parameter)
    {
        string name = parameter.Name.Substring(Visual.Length);
        return LayoutMap.IsBlock(name, out string block, out string part) ? Block("vision_model", block, part, parameter) : name switch
        {
            "class_embedding" => LayoutMap.Same(parameter, "vision_model.embeddings.class_embedding"),
            "conv1.weight" => LayoutMap.Same(parameter, "vision_model.embeddings.patch_embedding.weight"),
            "positional_embedding" => LayoutMap.Same(parameter, "vision_model.embeddings.position_embedding.weight"),

            // The name is misspelt there.
            "ln_pre.weight" => LayoutMap.Same(parameter, "vision_model.pre_layrnorm.weight"),
            "ln_pre.bias" => LayoutMap.Same(parameter, "vision_model.pre_layrnorm.bias"),
            "ln_post.weight" => LayoutMap.Same(parameter, "vision_model.post_layernorm.weight"),
            "ln_post.bias" => LayoutMap.Same(parameter, "vision_model.post_layernorm.bias"),
            _ => Projection(parameter, "visual_projection.weight"),
        };
    }

    private static TensorMap Text(ParameterSpec parameter) =>
        LayoutMap.IsBlock(parameter.Name, out string block, out string part) ? Block("text_model", block, part, parameter) : parameter.Name switch
        {
            "token_embedding.weight" => LayoutMap.Same(parameter, "text_model.embeddings.token_embedding.weight"),
            "positional_embedding" => LayoutMap.Same(parameter, "text_model.embeddings.position_embedding.weight"),
            "ln_final.weight" => LayoutMap.Same(parameter, "text_model.final_layer_norm.weight"),
            "ln_final.bias" => LayoutMap.Same(parameter, "text_model.final_layer_norm.bias"),
            _ => Projection(parameter, "text_projection.weight"),
        };

    private static TensorMap Block(string tower, string block, string part, ParameterSpec parameter)
    {
        string prefix = $"{tower}.encoder.layers.{block}.";
        int width = parameter.Shape[parameter.Shape.Count - 1];
        return part switch
        {
            "attn.in_proj_weight" => new(parameter, new(Attended.Select(name => new StoredTensor($"{prefix}self_attn.{name}.weight", new([width, width]))))),
            "attn.in_proj_bias" => new(parameter, new(Attended.Select(name => new StoredTensor($"{prefix}self_attn.{name}.bias", new([width / 3]))))),
            _ => LayoutMap.Same(parameter, prefix + part
                .Replace("attn.out_proj", "self_attn.out_proj")
                .Replace("ln_1", "layer_norm1")
                .Replace("ln_2", "layer_norm2")
                .Replace("mlp.c_fc", "mlp.fc1")
                .Replace("mlp.c_proj", "mlp.fc2")),
        };
    }

    private static TensorMap Projection(ParameterSpec parameter, string key) =>
        new(parameter, new([new StoredTensor(key, new(parameter.Shape.Reverse()), Rearrangement.Transposed)]));
}
