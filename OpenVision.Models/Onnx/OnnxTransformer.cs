using System.Globalization;
using OpenVision.Layers;
using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>What fixes a stack of pre-norm blocks.</summary>
/// <param name="Width">The size of a token vector.</param>
/// <param name="Depth">The number of blocks.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="Activation">The MLPs' non-linearity.</param>
/// <param name="Epsilon">The norms' epsilon.</param>
/// <param name="Mask">Which positions attend to which; all to all where there is none.</param>
internal sealed record OnnxTransformer(int Width, int Depth, int Heads, Activation Activation, double Epsilon, AttentionMask? Mask = null)
{
    /// <summary>Runs every block in turn.</summary>
    /// <param name="scope">Where <c>resblocks</c> lies.</param>
    /// <param name="x">[B, T, width].</param>
    /// <returns>[B, T, width].</returns>
    public OnnxValue Apply(OnnxScope scope, OnnxValue x)
    {
        OnnxValue? additive = Mask is { } mask ? OnnxAttention.Additive(scope, mask) : null;
        return Enumerable.Range(0, Depth).Aggregate(
            x, (value, block) => Block(scope["resblocks"][block.ToString(CultureInfo.InvariantCulture)], value, additive));
    }

    private OnnxValue Block(OnnxScope scope, OnnxValue x, OnnxValue? mask)
    {
        OnnxValue attention = OnnxAttention.Self(scope["attn"], LayerNorm(scope["ln_1"], x, Epsilon), Width, Heads, mask);
        OnnxValue attended = Add(scope.Of("attended"), x, attention);
        OnnxValue change = Mlp(scope["mlp"], LayerNorm(scope["ln_2"], attended, Epsilon), Activation, "c_fc", "c_proj");
        return Add(scope.Name, attended, change);
    }
}
