using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model's table of token vectors.</summary>
/// <param name="scope">Where to allocate <c>weight</c>, [vocabulary, width] (deviation √(1 / width)).</param>
/// <param name="vocabulary">The number of token ids.</param>
/// <param name="width">The size of a token vector.</param>
public sealed class TokenTable(ParameterScope scope, int vocabulary, int width)
{
    /// <summary>The vectors, [vocabulary, width].</summary>
    internal Tensor Weight { get; } = scope.Add("weight", ParameterKind.Other, Initial.Lecun(width), vocabulary, width);

    /// <summary>Looks up tokens.</summary>
    /// <param name="ids">int64, [..., T], each in [0, vocabulary).</param>
    /// <returns>[..., T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using DisposeScope scope = NewDisposeScope();
        return Weight.index_select(0, ids.reshape(-1)).view([.. ids.shape, width]).MoveToOuterDisposeScope();
    }
}
