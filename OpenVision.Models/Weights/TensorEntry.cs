using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>What a weights file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number format.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Offset">Where its bytes start: after a safetensors file's header, or in its member of a numpy archive.</param>
/// <param name="Length">The number of its bytes.</param>
public sealed record TensorEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Offset, long Length);
