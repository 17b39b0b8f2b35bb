using OpenVision.Layers;
using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>A caption decoder's graph: what its generated <c>Forward</c> and <c>Logits</c> compute.</summary>
internal static class OnnxDecoder
{
    /// <summary>The graph, a function of the spec and of the shapes that it is fed.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="image">The image tokens that feed it.</param>
    /// <param name="text">The text tokens that feed it.</param>
    public static OnnxGraph Graph(DecoderSpec spec, TokenShape image, TokenShape text)
    {
        OnnxScope scope = OnnxScope.Of(ParameterTable.Decoder(spec, image.Width, text.Width))["decoder"];
        OnnxValue imageTokens = OnnxValue.Input("image_tokens"), textTokens = OnnxValue.Input("text_tokens");
        int prefix = image.Count + text.Count;
        OnnxValue patches = Linear(scope["image_projection"], imageTokens, bias: false);                    // [B, N, W]
        OnnxValue words = Linear(scope["text_projection"], textTokens, bias: false);                        // [B, T - 1, W]
        OnnxValue asked = Repeat(scope.Of("asked"), scope.Parameter("queries"), imageTokens, spec.Queries, spec.Width); // [B, Q, W]
        OnnxTransformer blocks = new(
            spec.Width, spec.Depth, spec.Heads, spec.Activation, spec.NormEpsilon, AttentionMask.Prefix(prefix, spec.Queries));
        OnnxValue x = blocks.Apply(scope["transformer"], Join(scope.Of("joined"), patches, words, asked));      // [B, N + T - 1 + Q, W]
        OnnxValue answers = Slice(scope.Of("answers"), x, prefix, prefix + spec.Queries);                   // [B, Q, W]
        OnnxValue logits = Linear(scope["head"], LayerNorm(scope["ln_final"], answers, spec.NormEpsilon), bias: false);
        return OnnxGraph.Of(
            spec.Name,
            [
                new("image_tokens", OnnxType.Float32, new([image.Count, image.Width]), "What the image encoder gives as image_tokens."),
                new("text_tokens", OnnxType.Float32, new([text.Count, text.Width]), "What the text encoder gives as text_tokens."),
            ],
            [
                (new("logits", OnnxType.Float32, new([spec.Queries, spec.Vocabulary]), "The vocabulary's scores: query j answers with word j + 1."), logits),
            ]);
    }
}
