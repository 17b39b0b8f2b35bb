using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>timm's <c>mlp</c> head: a linear map to twice the embedding, exact GELU, and a bias-free one to the embedding.</summary>
/// <param name="scope">Where to allocate <c>fc1</c> and <c>fc2</c>.</param>
/// <param name="width">The size of a pooled vector.</param>
/// <param name="embedDim">The size of the embedding.</param>
public sealed class MlpHead(ParameterScope scope, int width, int embedDim)
{
    private readonly Linear up = new(scope["fc1"], width, 2 * embedDim);
    private readonly Linear down = new(scope["fc2"], 2 * embedDim, embedDim, bias: false);

    /// <summary>Applies both maps.</summary>
    /// <param name="x">[B, width].</param>
    /// <returns>[B, embedding], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return down.Forward(functional.gelu(up.Forward(x))).MoveToOuterDisposeScope();
    }
}
