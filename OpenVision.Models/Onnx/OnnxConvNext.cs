using System.Globalization;
using static OpenVision.Onnx.OnnxLayers;
using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>A ConvNeXt's stem and stages as a function of values (<see cref="Vision.ConvNextTrunk"/>).</summary>
internal static class OnnxConvNext
{
    private const int StemStride = 4;
    private const int DepthwisePadding = 3;

    /// <summary>The trunk.</summary>
    /// <param name="scope">Where <c>stem</c> and <c>stages</c> lie.</param>
    /// <param name="image">[B, 3, R, R].</param>
    /// <param name="spec">The image encoder.</param>
    /// <returns>[B, C, R / 32, R / 32] with four stages.</returns>
    public static OnnxValue Trunk(OnnxScope scope, OnnxValue image, VisionSpec spec)
    {
        OnnxScope stem = scope["stem"];
        OnnxValue first = OverChannels(stem["1"], Convolution(stem["0"], image, stride: StemStride), spec.NormEpsilon);
        return Enumerable.Range(0, spec.StageWidths.Count).Aggregate(first, (x, stage) => Stage(scope["stages"][Number(stage)], x, spec, stage));
    }

    private static OnnxValue Stage(OnnxScope scope, OnnxValue x, VisionSpec spec, int stage)
    {
        OnnxScope halving = scope["downsample"];
        OnnxValue halved = stage == 0
            ? x
            : Convolution(halving["1"], OverChannels(halving["0"], x, spec.NormEpsilon), stride: 2);
        return Enumerable.Range(0, spec.StageDepths[stage])
            .Aggregate(halved, (value, block) => Block(scope["blocks"][Number(block)], value, spec, spec.StageWidths[stage]));
    }

    private static OnnxValue Block(OnnxScope scope, OnnxValue x, VisionSpec spec, int width)
    {
        OnnxValue mixed = Convolution(scope["conv_dw"], x, padding: DepthwisePadding, groups: width);           // [B, C, H, H]
        OnnxValue places = LayerNorm(scope["norm"], ChannelsLast(scope.Of("places"), mixed), spec.NormEpsilon); // [B, H, H, C]
        OnnxValue change = Mlp(scope["mlp"], places, spec.Activation, "fc1", "fc2");
        OnnxValue scaled = Multiply(scope.Of("scaled"), change, scope.Parameter("gamma"));
        return Add(scope.Name, x, ChannelsFirst(scope.Of("change"), scaled));
    }

    private static OnnxValue OverChannels(OnnxScope scope, OnnxValue x, double epsilon) =>
        ChannelsFirst(scope.Of("channels_first"), LayerNorm(scope, ChannelsLast(scope.Of("channels_last"), x), epsilon));

    private static OnnxValue ChannelsLast(string name, OnnxValue x) => Transpose(name, x, 0, 2, 3, 1);

    private static OnnxValue ChannelsFirst(string name, OnnxValue x) => Transpose(name, x, 0, 3, 1, 2);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
