using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Multimodal;

/// <summary>
/// Maps an image encoder's tokens to a language model's: linear maps with exact GELUs between them, as LLaVA's <c>linear</c> and
/// <c>mlpKx_gelu</c> (multimodal.md, section 1.1). No norm stands before or behind it.
/// </summary>
public sealed class Connector
{
    private readonly Linear[] maps;

    /// <summary>Allocates the maps by the names of <see cref="ParameterTable.Connector(int, int, int)"/>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="visionWidth">The width of the image encoder's tokens.</param>
    /// <param name="width">The width of the language model's tokens.</param>
    /// <param name="layers">The number of maps: 1 is <c>linear</c>, K is <c>mlpKx_gelu</c>.</param>
    public Connector(ParameterScope scope, int visionWidth, int width, int layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        maps = layers == 1
            ? [new Linear(scope, visionWidth, width)]
            : [.. Enumerable.Range(0, layers).Select(layer => new Linear(scope[$"{2 * layer}"], layer == 0 ? visionWidth : width, width))];
    }

    /// <summary>Maps tokens, each alone.</summary>
    /// <param name="x">[..., vision width].</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor y = maps[0].Forward(x);
        foreach (Linear map in maps.AsSpan(1))
        {
            y = map.Forward(functional.gelu(y));
        }

        return y.MoveToOuterDisposeScope();
    }
}
