using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>One named parameter of a graph.</summary>
/// <param name="Name">The published checkpoints' name for it.</param>
/// <param name="Kind">How it is used outside the forward pass.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Master">
/// The values that are loaded and saved: float32, a view into <see cref="ParameterStore.Values"/>. In a bfloat16 graph that
/// does not train they are the same tensor as <paramref name="Compute"/>, unless the parameter is exact.
/// </param>
/// <param name="Compute">What the forward pass reads: the same values in the step's precision, a leaf of the autograd graph.</param>
public sealed record Parameter(string Name, ParameterKind Kind, IReadOnlyList<long> Shape, Tensor Master, Tensor Compute)
{
    /// <summary>The place of its first scalar in the store's buffers.</summary>
    internal long Start { get; init; }

    /// <summary>The number of its scalars.</summary>
    internal long Count => Shape.Aggregate(1L, static (product, size) => product * size);
}
