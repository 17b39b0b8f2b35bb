using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A tower's last, bias-free map, whose matrix the published checkpoints store as [inputs, outputs].</summary>
/// <param name="scope">Where to allocate.</param>
/// <param name="name">The matrix's published name.</param>
/// <param name="inputs">The size of a token vector.</param>
/// <param name="outputs">The size of the embedding.</param>
public sealed class Projection(ParameterScope scope, string name, int inputs, int outputs)
{
    private readonly Tensor weight = scope.Add(name, ParameterKind.Matrix, Initial.Lecun(inputs), inputs, outputs);

    /// <summary>Applies the map.</summary>
    /// <param name="x">[B, inputs].</param>
    /// <returns>[B, outputs], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x) => x.matmul(weight);
}
