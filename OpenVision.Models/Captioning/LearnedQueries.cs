using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Captioning;

/// <summary>The caption decoder's learned queries, one for each place of a caption.</summary>
/// <param name="scope">Where to allocate <c>queries</c> (deviation 1).</param>
/// <param name="count">The number of queries.</param>
/// <param name="width">The size of a token vector.</param>
public sealed class LearnedQueries(ParameterScope scope, int count, int width)
{
    private readonly Tensor queries = scope.Add("queries", ParameterKind.Other, Initial.Normal(1), count, width);

    /// <summary>The queries, repeated for a batch without a copy.</summary>
    /// <param name="batch">B, the number of captions.</param>
    /// <returns>[B, count, width], in the caller's dispose scope.</returns>
    public Tensor Forward(long batch) => queries.expand(batch, queries.shape[0], queries.shape[1]);
}
