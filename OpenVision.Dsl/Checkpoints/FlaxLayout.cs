namespace OpenVision;

/// <summary>
/// The parameter paths of the JAX code (UCSC-VLAA/OpenVision's <c>two_towers</c>, and big_vision's for SigLIP): kernels are
/// [inputs, outputs], queries, keys and values apart, attention heads sometimes an axis of their own, fixed positions not stored.
/// </summary>
internal static class FlaxLayout
{
    private const string Visual = "visual.";
    private const string Decoding = "decoder.";
    private const string Pool = "img/MAPHead_0/";
    private const string Attention = "MultiHeadDotProductAttention_0/";

    private static readonly string[] Attended = ["query", "key", "value"];

    /// <summary>Why the JAX code cannot hold a model.</summary>
    public static string? WhyNot(ModelSpec model) =>
        model.Vision is { } vision && (vision.Trunk != Trunk.Vit || vision.PreNorm || vision.Pooling == VisionPooling.ClassToken)
            ? $"the JAX code has vision transformers without a norm before their blocks, pooled by the mean or by attention, and {vision.Name} is another kind of encoder"
            : null;

    /// <summary>Every tensor that the JAX code has a path for.</summary>
    public static IEnumerable<TensorMap> Map(ModelSpec model) =>
    [
        .. model.Vision is { } vision
            ? ParameterTable.Vision(vision).Where(static parameter => parameter.Kind != ParameterKind.Fixed).Select(parameter => Vision(parameter, vision))
            : [],
        .. model.Text is { } text ? ParameterTable.Text(text).Select(parameter => Text(parameter, text)) : [],
        .. model.DecoderParameters().Select(parameter => Decoder(parameter, model.TextDecoder?.Heads ?? model.Decoder!.Heads)),
        .. model.Loss is { } loss ? ParameterTable.Logits(loss).Select(static parameter => Shaped(parameter, parameter.Name == "logit_scale" ? "t" : "b", 1)) : [],
    ];

    private static TensorMap Vision(ParameterSpec parameter, VisionSpec spec)
    {
        string name = parameter.Name.Substring(Visual.Length);
        string norm = spec.Pooling == VisionPooling.Attention ? "img/Transformer/encoder_norm" : "img/encoder_norm";
        return LayoutMap.IsBlock(name, out string block, out string part) ? Block($"img/Transformer/encoderblock_{block}/", part, parameter, spec.Heads) : name switch
        {
            "class_embedding" => Shaped(parameter, "img/cls", [1, 1, .. parameter.Shape]),
            "conv1.weight" => new(parameter, new([new StoredTensor("img/embedding/kernel", ChannelsLast(parameter.Shape), Rearrangement.ChannelsLast)])),
            "conv1.bias" => LayoutMap.Same(parameter, "img/embedding/bias"),
            "positional_embedding" => Shaped(parameter, "img/pos_embedding", [1, .. parameter.Shape]),
            "ln_post.weight" => LayoutMap.Same(parameter, $"{norm}/scale"),
            "ln_post.bias" => LayoutMap.Same(parameter, $"{norm}/bias"),
            "attn_pool.latent" => LayoutMap.Same(parameter, $"{Pool}probe"),
            "attn_pool.q.weight" => Kernels(parameter, [$"{Pool}{Attention}query"], spec.Heads),
            "attn_pool.q.bias" => Biases(parameter, [$"{Pool}{Attention}query"], spec.Heads),
            "attn_pool.kv.weight" => Kernels(parameter, [$"{Pool}{Attention}key", $"{Pool}{Attention}value"], spec.Heads),
            "attn_pool.kv.bias" => Biases(parameter, [$"{Pool}{Attention}key", $"{Pool}{Attention}value"], spec.Heads),
            "attn_pool.proj.weight" => OutKernel(parameter, $"{Pool}{Attention}out", spec.Heads),
            "attn_pool.proj.bias" => LayoutMap.Same(parameter, $"{Pool}{Attention}out/bias"),
            "attn_pool.norm.weight" => LayoutMap.Same(parameter, $"{Pool}LayerNorm_0/scale"),
            "attn_pool.norm.bias" => LayoutMap.Same(parameter, $"{Pool}LayerNorm_0/bias"),
            "attn_pool.mlp.fc1.weight" => Kernel(parameter, $"{Pool}MlpBlock_0/Dense_0"),
            "attn_pool.mlp.fc1.bias" => LayoutMap.Same(parameter, $"{Pool}MlpBlock_0/Dense_0/bias"),
            "attn_pool.mlp.fc2.weight" => Kernel(parameter, $"{Pool}MlpBlock_0/Dense_1"),
            "attn_pool.mlp.fc2.bias" => LayoutMap.Same(parameter, $"{Pool}MlpBlock_0/Dense_1/bias"),
            "proj" => LayoutMap.Same(parameter, "img/head/kernel"),
            _ => Kernel(parameter, "img/head"),
        };
    }

    private static TensorMap Text(ParameterSpec parameter, TextSpec spec)
    {
        string root = spec.ProjectionBias ? "txt/Encoder_0/" : "txt/Transformer/";
        string norm = spec.ProjectionBias ? "txt/Encoder_0/encoder_norm" : "txt/encoder_norm";
        return LayoutMap.IsBlock(parameter.Name, out string block, out string part) ? Block($"{root}encoderblock_{block}/", part, parameter, spec.Heads) : parameter.Name switch
        {
            "token_embedding.weight" => LayoutMap.Same(parameter, "txt/Embed_0/embedding"),
            "positional_embedding" => Shaped(parameter, "txt/pos_embedding", [1, .. parameter.Shape]),
            "ln_final.weight" => LayoutMap.Same(parameter, $"{norm}/scale"),
            "ln_final.bias" => LayoutMap.Same(parameter, $"{norm}/bias"),
            "text_projection.bias" => LayoutMap.Same(parameter, "txt/head/bias"),
            "text_projection.weight" => Kernel(parameter, "txt/head"),
            _ => LayoutMap.Same(parameter, "txt/head/kernel"),
        };
    }

    private static TensorMap Decoder(ParameterSpec parameter, int heads)
    {
        const string Root = "txt_decoder/";
        string name = parameter.Name.Substring(Decoding.Length);
        return LayoutMap.IsBlock(name, out string block, out string part) ? Block($"{Root}Transformer/encoderblock_{block}/", part, parameter, heads) : name switch
        {
            "image_projection.weight" => Kernel(parameter, $"{Root}image_projection_layer"),
            "text_projection.weight" => Kernel(parameter, $"{Root}text_projection_layer"),
            "token_embedding.weight" => LayoutMap.Same(parameter, $"{Root}Embed_0/embedding"),
            "queries" => LayoutMap.Same(parameter, $"{Root}learnable_tokens"),
            "ln_final.weight" => LayoutMap.Same(parameter, $"{Root}decoder_norm/scale"),
            "ln_final.bias" => LayoutMap.Same(parameter, $"{Root}decoder_norm/bias"),
            _ => Kernel(parameter, $"{Root}head"),
        };
    }

    private static TensorMap Block(string prefix, string part, ParameterSpec parameter, int heads) => part switch
    {
        "ln_1.weight" => LayoutMap.Same(parameter, $"{prefix}LayerNorm_0/scale"),
        "ln_1.bias" => LayoutMap.Same(parameter, $"{prefix}LayerNorm_0/bias"),
        "ln_2.weight" => LayoutMap.Same(parameter, $"{prefix}LayerNorm_1/scale"),
        "ln_2.bias" => LayoutMap.Same(parameter, $"{prefix}LayerNorm_1/bias"),
        "attn.in_proj_weight" => Kernels(parameter, Attended.Select(name => $"{prefix}{Attention}{name}"), heads),
        "attn.in_proj_bias" => Biases(parameter, Attended.Select(name => $"{prefix}{Attention}{name}"), heads),
        "attn.out_proj.weight" => OutKernel(parameter, $"{prefix}{Attention}out", heads),
        "attn.out_proj.bias" => LayoutMap.Same(parameter, $"{prefix}{Attention}out/bias"),
        "mlp.c_fc.weight" => Kernel(parameter, $"{prefix}MlpBlock_0/Dense_0"),
        "mlp.c_fc.bias" => LayoutMap.Same(parameter, $"{prefix}MlpBlock_0/Dense_0/bias"),
        "mlp.c_proj.weight" => Kernel(parameter, $"{prefix}MlpBlock_0/Dense_1"),
        _ => LayoutMap.Same(parameter, $"{prefix}MlpBlock_0/Dense_1/bias"),
    };

    private static TensorMap Shaped(ParameterSpec parameter, string key, params int[] shape) => new(parameter, new([new StoredTensor(key, new(shape))]));

    private static TensorMap Kernel(ParameterSpec parameter, string layer) =>
        new(parameter, new([new StoredTensor($"{layer}/kernel", new(parameter.Shape.Reverse()), Rearrangement.Transposed)]));

    private static TensorMap Kernels(ParameterSpec parameter, IEnumerable<string> layers, int heads)
    {
        int width = parameter.Shape[1];
        return new(parameter, new(layers.Select(layer => new StoredTensor(
            $"{layer}/kernel", new([width, width]), Rearrangement.Transposed, new([width, heads, width / heads])))));
    }

    private static TensorMap OutKernel(ParameterSpec parameter, string layer, int heads)
    {
        int width = parameter.Shape[1];
        return new(parameter, new([new StoredTensor(
            $"{layer}/kernel", new([width, width]), Rearrangement.Transposed, new([heads, width / heads, width]))]));
    }

    private static TensorMap Biases(ParameterSpec parameter, IEnumerable<string> layers, int heads)
    {
        string[] names = [.. layers];
        int width = parameter.Shape[0] / names.Length;
        return new(parameter, new(names.Select(layer => new StoredTensor($"{layer}/bias", new([width]), Heads: new([heads, width / heads])))));
    }

    private static EquatableArray<int> ChannelsLast(EquatableArray<int> shape) => new([shape[2], shape[3], shape[1], shape[0]]);
}
