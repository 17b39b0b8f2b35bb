using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// What a contrastive loss learns: its scale, kept as a logarithm, and the sigmoid loss's bias. The scale starts at 1 / 0.07, or
/// at 10 with a bias of -10 for the sigmoid loss (openvision.md, section 5).
/// </summary>
public sealed class LogitScale
{
    /// <summary>Allocates <c>logit_scale</c> and, for the sigmoid loss, <c>logit_bias</c>.</summary>
    /// <param name="scope">Where to allocate them.</param>
    /// <param name="loss">The loss. Default: CLIP's softmax.</param>
    public LogitScale(ParameterScope scope, ContrastiveLossKind loss = ContrastiveLossKind.Softmax)
    {
        bool sigmoid = loss == ContrastiveLossKind.Sigmoid;
        Logarithm = scope.Add("logit_scale", ParameterKind.Exact, Initial.Constant(Math.Log(sigmoid ? 10 : 1 / 0.07)));
        Bias = sigmoid ? scope.Add("logit_bias", ParameterKind.Exact, Initial.Constant(-10)) : null;
    }

    /// <summary>The logarithm of the scale, a float32 scalar.</summary>
    public Tensor Logarithm { get; }

    /// <summary>What the sigmoid loss adds to scaled similarities, a float32 scalar; none for the softmax loss.</summary>
    public Tensor? Bias { get; }

    /// <summary>The scale as a number.</summary>
    public float Value() => MathF.Exp(Logarithm.item<float>());
}
