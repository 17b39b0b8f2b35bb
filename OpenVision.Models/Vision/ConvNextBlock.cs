using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Vision;

/// <summary>
/// A ConvNeXt block: a 7 × 7 convolution of each channel, a norm over channels and an MLP, scaled by a learned vector and added
/// to the input (arXiv 2201.03545).
/// </summary>
public sealed class ConvNextBlock
{
    // timm's first value of the scale: a fresh block changes next to nothing.
    private const double FirstScale = 1e-6;

    private readonly Convolution depthwise;
    private readonly LayerNorm norm;
    private readonly Mlp mlp;
    private readonly Tensor scale;

    /// <summary>Allocates <c>conv_dw</c>, <c>norm</c>, <c>mlp</c> and <c>gamma</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The number of channels.</param>
    /// <param name="activation">The MLP's non-linearity.</param>
    /// <param name="epsilon">The norm's epsilon.</param>
    public ConvNextBlock(ParameterScope scope, int width, Activation activation, double epsilon)
    {
        depthwise = new Convolution(scope["conv_dw"], width, width, 7, padding: 3, groups: width);
        norm = new LayerNorm(scope["norm"], width, epsilon);
        mlp = new Mlp(scope["mlp"], width, 4 * width, activation, "fc1", "fc2");
        scale = scope.Add("gamma", ParameterKind.Other, Initial.Constant(FirstScale), width);
    }

    /// <summary>Runs the block.</summary>
    /// <param name="x">[B, C, H, W].</param>
    /// <returns>[B, C, H, W], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor places = depthwise.Forward(x).permute(0, 2, 3, 1);                       // [B, H, W, C]
        Tensor change = mlp.Forward(norm.Forward(places)) * scale;
        return x.Plus(change.permute(0, 3, 1, 2)).MoveToOuterDisposeScope();
    }
}
