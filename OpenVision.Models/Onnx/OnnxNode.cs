namespace OpenVision.Onnx;

/// <summary>One operator of a graph, named by its first output.</summary>
/// <param name="Operator">The operator's name in ONNX.</param>
/// <param name="Inputs">The names of what it reads.</param>
/// <param name="Outputs">The names of what it gives.</param>
/// <param name="Attributes">What fixes it beside its inputs.</param>
internal sealed record OnnxNode(
    string Operator, EquatableArray<string> Inputs, EquatableArray<string> Outputs, EquatableArray<OnnxAttribute> Attributes);

/// <summary>A named setting of an operator.</summary>
/// <param name="Name">Its name in ONNX.</param>
internal abstract record OnnxAttribute(string Name)
{
    /// <summary>A whole number.</summary>
    /// <param name="Name">Its name in ONNX.</param>
    /// <param name="Value">The number.</param>
    public sealed record Integer(string Name, long Value) : OnnxAttribute(Name);

    /// <summary>Whole numbers.</summary>
    /// <param name="Name">Its name in ONNX.</param>
    /// <param name="Values">The numbers.</param>
    public sealed record Integers(string Name, EquatableArray<long> Values) : OnnxAttribute(Name);

    /// <summary>A number of single precision.</summary>
    /// <param name="Name">Its name in ONNX.</param>
    /// <param name="Value">The number.</param>
    public sealed record Real(string Name, float Value) : OnnxAttribute(Name);

    /// <summary>A word.</summary>
    /// <param name="Name">Its name in ONNX.</param>
    /// <param name="Value">The word.</param>
    public sealed record Word(string Name, string Value) : OnnxAttribute(Name);
}
