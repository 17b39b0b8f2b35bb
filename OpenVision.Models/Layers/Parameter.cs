using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>One named parameter of a graph.</summary>
/// <param name="Name">The published checkpoints' name for it.</param>
/// <param name="Kind">How it is used outside the forward pass.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Master">The float32 values, a view into <see cref="ParameterStore.Values"/>.</param>
/// <param name="Compute">What the forward pass reads: the same values in the step's precision, a leaf of the autograd graph.</param>
public sealed record Parameter(string Name, ParameterKind Kind, IReadOnlyList<long> Shape, Tensor Master, Tensor Compute);
