namespace OpenVision.Onnx;

/// <summary>
/// A value of a graph in the making. Parts of models are pure functions from values to values; a value remembers what it is
/// computed from, and the graph is read off its outputs. Two values are the same where they are one object.
/// </summary>
internal sealed class OnnxValue
{
    private OnnxValue(string name, OnnxCall? call = null, OnnxTensor? tensor = null)
    {
        Name = name;
        Call = call;
        Tensor = tensor;
    }

    /// <summary>Its name in the graph.</summary>
    public string Name { get; }

    /// <summary>The operator that gives it; none for an input and for a tensor.</summary>
    public OnnxCall? Call { get; }

    /// <summary>The tensor that it is, if it is one.</summary>
    public OnnxTensor? Tensor { get; }

    /// <summary>What a user of the model passes in.</summary>
    /// <param name="name">The input's name.</param>
    public static OnnxValue Input(string name) => new(name);

    /// <summary>A tensor that the graph holds.</summary>
    /// <param name="tensor">The tensor.</param>
    public static OnnxValue Of(OnnxTensor tensor) => new(tensor.Name, tensor: tensor);

    /// <summary>What an operator with one output gives.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="operation">The operator's name in ONNX.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its settings.</param>
    public static OnnxValue Result(string name, string operation, IReadOnlyList<OnnxValue> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        Results([name], operation, inputs, attributes)[0];

    /// <summary>What an operator gives.</summary>
    /// <param name="names">The values' names.</param>
    /// <param name="operation">The operator's name in ONNX.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its settings.</param>
    public static IReadOnlyList<OnnxValue> Results(
        IReadOnlyList<string> names, string operation, IReadOnlyList<OnnxValue> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        OnnxCall call = new(operation, inputs, attributes, names);
        return [.. names.Select(name => new OnnxValue(name, call))];
    }
}

/// <summary>An operator applied to values.</summary>
/// <param name="operation">The operator's name in ONNX.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="attributes">Its settings.</param>
/// <param name="outputs">The names of what it gives.</param>
internal sealed class OnnxCall(
    string operation, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxAttribute> attributes, IReadOnlyList<string> outputs)
{
    /// <summary>What it reads.</summary>
    public IReadOnlyList<OnnxValue> Inputs => inputs;

    /// <summary>The graph's node, under the names that the graph gives to values.</summary>
    /// <param name="nameOf">The graph's name of a value.</param>
    public OnnxNode ToNode(Func<string, string> nameOf) =>
        new(operation, new(inputs.Select(input => nameOf(input.Name))), new(outputs.Select(nameOf)), new(attributes));
}
