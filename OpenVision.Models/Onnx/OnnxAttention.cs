using System.Globalization;
using OpenVision.Layers;
using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>Attention as functions of values: B is the batch, T a number of tokens, H of heads, D a head's width, W = H D.</summary>
internal static class OnnxAttention
{
    /// <summary>Multi-head self-attention with a fused query, key and value map.</summary>
    /// <param name="scope">Where <c>in_proj_weight</c>, <c>in_proj_bias</c> and <c>out_proj</c> lie.</param>
    /// <param name="x">[B, T, W].</param>
    /// <param name="width">W.</param>
    /// <param name="heads">H.</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <returns>[B, T, W].</returns>
    public static OnnxValue Self(OnnxScope scope, OnnxValue x, int width, int heads, OnnxValue? mask)
    {
        OnnxValue fused = Biased(scope.Of("in_proj"), x, scope.Transposed("in_proj_weight"), scope.Parameter("in_proj_bias"));      // [B, T, 3 W]
        IReadOnlyList<OnnxValue> parts = Split(fused, scope.Of("q"), scope.Of("k"), scope.Of("v"));                                 // [B, T, W]
        OnnxValue query = Heads(scope.Of("query"), parts[0], heads, width, 0, 2, 1, 3);                                             // [B, H, T, D]
        OnnxValue attended = Attend(scope, query, parts[1], parts[2], width, heads, mask);                                          // [B, H, T, D]
        OnnxValue joined = Reshape(scope.Of("joined"), Transpose(scope.Of("attended.tokens"), attended, 0, 2, 1, 3), 0, 0, width);  // [B, T, W]
        return Linear(scope["out_proj"], joined);
    }

    /// <summary>SigLIP's pooling: a learned query's answer, projected, and an MLP of its norm added to it.</summary>
    /// <param name="scope">Where <c>latent</c>, <c>q</c>, <c>kv</c>, <c>proj</c>, <c>norm</c> and <c>mlp</c> lie.</param>
    /// <param name="tokens">[B, T, W].</param>
    /// <param name="spec">The image encoder.</param>
    /// <returns>[B, W].</returns>
    public static OnnxValue Pool(OnnxScope scope, OnnxValue tokens, VisionSpec spec)
    {
        OnnxValue query = Heads(scope.Of("query"), Linear(scope["q"], scope.Parameter("latent")), spec.Heads, spec.Width, 0, 2, 1, 3);  // [1, H, 1, D]
        IReadOnlyList<OnnxValue> given = Split(Linear(scope["kv"], tokens), scope.Of("k"), scope.Of("v"));                              // [B, T, W]
        OnnxValue answer = Attend(scope, query, given[0], given[1], spec.Width, spec.Heads, mask: null);                                // [B, H, 1, D]
        OnnxValue pooled = Linear(scope["proj"], Reshape(scope.Of("joined"), answer, 0, spec.Width));                                   // [B, W]
        OnnxValue change = Mlp(scope["mlp"], LayerNorm(scope["norm"], pooled, spec.NormEpsilon), spec.Activation, "fc1", "fc2");
        return Add(scope.Name, pooled, change);
    }

    /// <summary>A mask as a term added to scores: 0 where attention is allowed, minus infinity elsewhere.</summary>
    /// <param name="scope">Where to name it.</param>
    /// <param name="mask">Which positions attend to which.</param>
    /// <returns>[T, T].</returns>
    public static OnnxValue Additive(OnnxScope scope, AttentionMask mask)
    {
        // A row sees every position up to its reach: computed in the graph, so that the file does not grow with the square of T.
        int length = (int)(mask.PrefixLength + mask.CausalLength);
        IEnumerable<long> places = Enumerable.Range(0, length).Select(place => (long)place);
        OnnxValue positions = OnnxValue.Of(new OnnxIntegers(scope.Of("attention_mask.position"), new([1, length]), new(places)));
        OnnxValue reach = OnnxValue.Of(new OnnxIntegers(
            scope.Of("attention_mask.reach"), new([length, 1]), new(places.Select(place => Math.Max(place, mask.PrefixLength - 1)))));
        OnnxValue allowed = OnnxValue.Result(scope.Of("attention_mask.allowed"), "LessOrEqual", [positions, reach]);
        return OnnxValue.Result(scope.Of("attention_mask"), "Where", [allowed, Scalar("zero", 0), Scalar("minus_infinity", double.NegativeInfinity)]);
    }

    private static OnnxValue Attend(OnnxScope scope, OnnxValue query, OnnxValue k, OnnxValue v, int width, int heads, OnnxValue? mask)
    {
        int size = width / heads;
        OnnxValue scale = Scalar(string.Create(CultureInfo.InvariantCulture, $"attention_scale_{size}"), 1 / Math.Sqrt(size));
        OnnxValue key = Heads(scope.Of("key"), k, heads, width, 0, 2, 3, 1);            // [B, H, D, T]
        OnnxValue value = Heads(scope.Of("value"), v, heads, width, 0, 2, 1, 3);        // [B, H, T, D]
        OnnxValue scores = MatMul(scope.Of("scores"), Multiply(scope.Of("query.scaled"), query, scale), key); // [B, H, T, T]
        OnnxValue masked = mask is null ? scores : Add(scope.Of("scores.masked"), scores, mask);
        OnnxValue weights = OnnxValue.Result(scope.Of("weights"), "Softmax", [masked], new OnnxAttribute.Integer("axis", -1));
        return MatMul(scope.Of("attended"), weights, value);
    }

    private static OnnxValue Heads(string name, OnnxValue x, int heads, int width, params long[] order) =>
        Transpose(name, Reshape($"{name}.heads", x, 0, 0, heads, width / heads), order);
}
