using OpenVision.Layers;
using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>A text encoder's graph: what its generated <c>Forward</c> computes.</summary>
internal static class OnnxText
{
    /// <summary>The graph, a function of the spec alone.</summary>
    /// <param name="spec">The text encoder.</param>
    public static OnnxGraph Graph(TextSpec spec)
    {
        OnnxScope scope = OnnxScope.Of(ParameterTable.Text(spec));
        OnnxValue text = OnnxValue.Input("text");
        OnnxValue words = OnnxValue.Result("token_embedding", "Gather", [scope["token_embedding"].Parameter("weight"), text]);
        OnnxValue x = Add("embedded", words, scope.Parameter("positional_embedding"));                      // [B, T, W]
        AttentionMask? mask = spec.Causal ? AttentionMask.Causal(spec.Context) : null;
        OnnxTransformer blocks = new(spec.Width, spec.Depth, spec.Heads, spec.Activation, spec.NormEpsilon, mask);
        x = blocks.Apply(scope["transformer"], x);
        OnnxValue chosen = spec.Pooling == TextPooling.EndOfText ? EndOfText(x, text) : Select("last", x, spec.Context - 1);
        OnnxValue pooled = LayerNorm(scope["ln_final"], chosen, spec.NormEpsilon);                          // [B, W]
        OnnxValue vector = spec.ProjectionBias
            ? Linear(scope["text_projection"], pooled)
            : MatMul("projected", pooled, scope.Parameter("text_projection"));                              // [B, E]
        return OnnxGraph.Of(
            spec.Name,
            [new("text", OnnxType.Int64, new([spec.Context]), "Token ids.")],
            [
                (new("text_features", OnnxType.Float32, new([spec.EmbedDim]), "The texts' embeddings, not normalised."), vector),
                (new("text_tokens", OnnxType.Float32, new([spec.Context - 1, spec.Width]), "Every token but the last, before the final norm."),
                    Slice("tokens", x, 0, spec.Context - 1)),
            ]);
    }

    // The token at the place of each text's largest id.
    private static OnnxValue EndOfText(OnnxValue x, OnnxValue text)
    {
        OnnxValue places = OnnxValue.Result("end_of_text.place", "ArgMax", [text], new OnnxAttribute.Integer("axis", 1)); // [B, 1]
        return OnnxValue.Result("end_of_text", "GatherND", [x, places], new OnnxAttribute.Integer("batch_dims", 1));
    }
}
