using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>The learned temperature of the contrastive loss, kept as a logarithm that starts at ln(1 / 0.07).</summary>
public sealed class LogitScale
{
    /// <summary>Allocates the parameter <c>logit_scale</c>.</summary>
    /// <param name="scope">Where to allocate it.</param>
    public LogitScale(ParameterScope scope) =>
        Logarithm = scope.Add("logit_scale", ParameterKind.Exact, Initial.Constant(Math.Log(1 / 0.07)));

    /// <summary>The logarithm of the scale, a float32 scalar.</summary>
    public Tensor Logarithm { get; }

    /// <summary>The scale as a number.</summary>
    public float Value() => MathF.Exp(Logarithm.item<float>());
}
