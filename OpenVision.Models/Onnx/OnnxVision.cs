using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>An image encoder's graph: what its generated <c>Forward</c> computes.</summary>
internal static class OnnxVision
{
    private const int Channels = 3;

    /// <summary>The graph, a function of the spec alone.</summary>
    /// <param name="spec">The image encoder.</param>
    public static OnnxGraph Graph(VisionSpec spec)
    {
        OnnxScope scope = OnnxScope.Of(ParameterTable.Vision(spec))["visual"];
        OnnxValue image = OnnxValue.Input("image");
        (OnnxValue pooled, OnnxValue tokens) = spec.Trunk == Trunk.ConvNext ? ConvNext(scope, image, spec) : Vit(scope, image, spec);
        return OnnxGraph.Of(
            spec.Name,
            [new("image", OnnxType.Float32, new([Channels, spec.Resolution, spec.Resolution]), "Normalised images, red, green and blue planes.")],
            [
                (new("image_features", OnnxType.Float32, new([spec.EmbedDim]), "The images' embeddings, not normalised."), Embed(scope, pooled, spec)),
                (new("image_tokens", OnnxType.Float32, new([Tokens.Patches(spec), spec.Width]), "The patches' tokens, row by row."), tokens),
            ]);
    }

    private static (OnnxValue Pooled, OnnxValue Tokens) ConvNext(OnnxScope scope, OnnxValue image, VisionSpec spec)
    {
        OnnxValue tokens = Places(scope.Of("tokens"), OnnxConvNext.Trunk(scope["trunk"], image, spec));     // [B, N, W]
        OnnxValue pooled = LayerNorm(scope["trunk"]["head"]["norm"], Mean(scope.Of("mean"), tokens), spec.NormEpsilon);
        return (pooled, tokens);
    }

    private static (OnnxValue Pooled, OnnxValue Tokens) Vit(OnnxScope scope, OnnxValue image, VisionSpec spec)
    {
        OnnxValue x = Patches(scope, image, spec);                                                          // [B, 1 + N, W]
        x = spec.PreNorm ? LayerNorm(scope["ln_pre"], x, spec.NormEpsilon) : x;
        OnnxTransformer blocks = new(spec.Width, spec.Depth, spec.Heads, spec.Activation, spec.NormEpsilon);
        x = blocks.Apply(scope["transformer"], x);
        x = spec.Pooling == VisionPooling.Mean ? x : LayerNorm(scope["ln_post"], x, spec.NormEpsilon);
        OnnxValue tokens = spec.ClassToken ? Slice(scope.Of("tokens"), x, 1, Tokens.Vision(spec)) : x;      // [B, N, W]
        OnnxValue pooled = spec.Pooling switch                                                              // [B, W]
        {
            VisionPooling.Mean => LayerNorm(scope["ln_post"], Mean(scope.Of("mean"), tokens), spec.NormEpsilon),
            VisionPooling.ClassToken => Select(scope.Of("class"), x, 0),
            _ => OnnxAttention.Pool(scope["attn_pool"], tokens, spec),
        };
        return (pooled, tokens);
    }

    // A convolution leaves out pixels that fill no patch, as CropToPatches asks.
    private static OnnxValue Patches(OnnxScope scope, OnnxValue image, VisionSpec spec)
    {
        OnnxValue x = Places(scope.Of("patches"), Convolution(scope["conv1"], image, spec.PatchBias, stride: spec.Patch)); // [B, N, W]
        if (spec.ClassToken)
        {
            OnnxValue first = Repeat(scope.Of("class_token"), scope.Parameter("class_embedding"), image, 1, spec.Width);  // [B, 1, W]
            x = Join(scope.Of("joined"), first, x);
        }

        return spec.Positions == Positions.None ? x : Add(scope.Of("embedded"), x, scope.Parameter("positional_embedding"));
    }

    private static OnnxValue Embed(OnnxScope scope, OnnxValue pooled, VisionSpec spec) => spec.Head switch
    {
        Head.Matrix => MatMul(scope.Of("projected"), pooled, scope.Parameter("proj")),
        Head.Linear => Linear(scope["head"]["proj"], pooled, bias: false),
        Head.Mlp => Mlp(scope["head"]["mlp"], pooled, Activation.Gelu, "fc1", "fc2", downBias: false),
        _ => pooled,
    };
}
