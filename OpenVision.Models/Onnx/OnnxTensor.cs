namespace OpenVision.Onnx;

/// <summary>The element types that the graphs use, with ONNX's numbers for them.</summary>
internal enum OnnxType
{
    /// <summary>IEEE single precision.</summary>
    Float32 = 1,

    /// <summary>64-bit whole numbers.</summary>
    Int64 = 7,
}

/// <summary>A tensor that a graph holds, an initializer in ONNX's words.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
internal abstract record OnnxTensor(string Name, OnnxType Type, EquatableArray<int> Shape)
{
    /// <summary>The number of its elements.</summary>
    public long Count => Shape.Aggregate(1L, static (product, dimension) => product * dimension);
}

/// <summary>A parameter of the model, float32: its values are looked up when the file is written.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Transposed">
/// Whether a matrix is written as [in, out], ready to be multiplied from the right; its name then ends in <c>.T</c>.
/// </param>
internal sealed record OnnxParameter(ParameterSpec Parameter, bool Transposed) : OnnxTensor(
    Transposed ? $"{Parameter.Name}.T" : Parameter.Name,
    OnnxType.Float32,
    Transposed ? new([Parameter.Shape[1], Parameter.Shape[0]]) : Parameter.Shape)
{
    /// <summary>The number of its bytes.</summary>
    public long Bytes => Count * sizeof(float);
}

/// <summary>Whole numbers that the spec fixes: shapes, axes, places.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Values">The numbers in row order.</param>
internal sealed record OnnxIntegers(string Name, EquatableArray<int> Shape, EquatableArray<long> Values)
    : OnnxTensor(Name, OnnxType.Int64, Shape);

/// <summary>A number that the spec fixes.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Value">The number.</param>
internal sealed record OnnxScalar(string Name, float Value) : OnnxTensor(Name, OnnxType.Float32, default);
