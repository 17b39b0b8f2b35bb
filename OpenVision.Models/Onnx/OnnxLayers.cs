using static OpenVision.Onnx.OnnxOperators;

namespace OpenVision.Onnx;

/// <summary>The layers of <see cref="Layers"/> as functions of values. B is the batch, T a number of tokens, W a width.</summary>
internal static class OnnxLayers
{
    private const double QuickGeluSlope = 1.702;

    /// <summary>A linear map, <c>x Wᵀ + b</c>.</summary>
    /// <param name="scope">Where <c>weight</c> and <c>bias</c> lie.</param>
    /// <param name="x">[..., in].</param>
    /// <param name="bias">Whether there is a bias. Default: yes.</param>
    /// <returns>[..., out].</returns>
    public static OnnxValue Linear(OnnxScope scope, OnnxValue x, bool bias = true) => bias
        ? Biased(scope.Name, x, scope.Transposed("weight"), scope.Parameter("bias"))
        : MatMul(scope.Name, x, scope.Transposed("weight"));

    /// <summary>A matrix product and a sum.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[..., in].</param>
    /// <param name="weight">[in, out].</param>
    /// <param name="bias">[out].</param>
    /// <returns>[..., out].</returns>
    public static OnnxValue Biased(string name, OnnxValue x, OnnxValue weight, OnnxValue bias) =>
        Add(name, MatMul($"{name}.product", x, weight), bias);

    /// <summary>A layer norm over the last dimension.</summary>
    /// <param name="scope">Where <c>weight</c> and <c>bias</c> lie.</param>
    /// <param name="x">[..., W].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>[..., W].</returns>
    public static OnnxValue LayerNorm(OnnxScope scope, OnnxValue x, double epsilon) => OnnxValue.Result(
        scope.Name,
        "LayerNormalization",
        [x, scope.Parameter("weight"), scope.Parameter("bias")],
        new OnnxAttribute.Integer("axis", -1),
        new OnnxAttribute.Real("epsilon", (float)epsilon));

    /// <summary>Two linear maps with a non-linearity between them.</summary>
    /// <param name="scope">Where both maps lie.</param>
    /// <param name="x">[..., W].</param>
    /// <param name="activation">The non-linearity.</param>
    /// <param name="up">The first map's name.</param>
    /// <param name="down">The second map's name.</param>
    /// <param name="downBias">Whether the second map has a bias. Default: yes.</param>
    /// <returns>[..., out].</returns>
    public static OnnxValue Mlp(OnnxScope scope, OnnxValue x, Activation activation, string up, string down, bool downBias = true) =>
        Linear(scope[down], Activate(scope.Of("gelu"), Linear(scope[up], x), activation), downBias);

    /// <summary>A convolution.</summary>
    /// <param name="scope">Where <c>weight</c> and <c>bias</c> lie.</param>
    /// <param name="x">[B, in, H, H].</param>
    /// <param name="bias">Whether there is a bias. Default: yes.</param>
    /// <param name="stride">The step between two places. Default 1.</param>
    /// <param name="padding">The zeros around the image. Default 0.</param>
    /// <param name="groups">The number of groups of channels that do not mix. Default 1.</param>
    /// <returns>[B, out, H', H'].</returns>
    public static OnnxValue Convolution(OnnxScope scope, OnnxValue x, bool bias = true, int stride = 1, int padding = 0, int groups = 1)
    {
        OnnxValue weight = scope.Parameter("weight");
        int kernel = weight.Tensor!.Shape[^1];
        return OnnxValue.Result(
            scope.Name,
            "Conv",
            bias ? [x, weight, scope.Parameter("bias")] : [x, weight],
            new OnnxAttribute.Integers("kernel_shape", new([kernel, kernel])),
            new OnnxAttribute.Integers("strides", new([stride, stride])),
            new OnnxAttribute.Integers("pads", new([padding, padding, padding, padding])),
            new OnnxAttribute.Integer("group", groups));
    }

    /// <summary>Images as a row of places.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[B, W, H, H].</param>
    /// <returns>[B, H × H, W].</returns>
    public static OnnxValue Places(string name, OnnxValue x) =>
        Transpose(name, Reshape($"{name}.flat", x, 0, 0, -1), 0, 2, 1);

    private static OnnxValue Activate(string name, OnnxValue x, Activation activation) => activation switch
    {
        Activation.Gelu => Gelu(name, x, "none"),
        Activation.GeluTanh => Gelu(name, x, "tanh"),
        _ => Multiply(name, x, OnnxValue.Result($"{name}.gate", "Sigmoid", [Multiply($"{name}.slope", x, Scalar("quick_gelu_slope", QuickGeluSlope))])),
    };

    private static OnnxValue Gelu(string name, OnnxValue x, string approximate) =>
        OnnxValue.Result(name, "Gelu", [x], new OnnxAttribute.Word("approximate", approximate));
}
