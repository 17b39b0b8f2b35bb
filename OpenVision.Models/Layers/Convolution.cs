using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>A two-dimensional convolution with a bias.</summary>
public sealed class Convolution
{
    private readonly Tensor weight;
    private readonly Tensor bias;
    private readonly long stride;
    private readonly long padding;
    private readonly long groups;

    /// <summary>Allocates <c>weight</c> [outputs, inputs / groups, kernel, kernel] and <c>bias</c>, which starts at 0.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="kernel">The side of the kernel.</param>
    /// <param name="stride">The step between two places. Default 1.</param>
    /// <param name="padding">The zeros around the image. Default 0.</param>
    /// <param name="groups">The number of groups of channels that do not mix. Default 1.</param>
    public Convolution(ParameterScope scope, int inputs, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1)
    {
        weight = scope.Add("weight", ParameterKind.Matrix, Initial.Lecun((long)inputs / groups * kernel * kernel), outputs, inputs / groups, kernel, kernel);
        bias = scope.Add("bias", ParameterKind.Other, Initial.Constant(0), outputs);
        (this.stride, this.padding, this.groups) = (stride, padding, groups);
    }

    /// <summary>Convolves.</summary>
    /// <param name="x">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H', W'], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x) => functional.conv2d(x, weight, bias, strides: [stride, stride], padding: [padding, padding], groups: groups);
}
