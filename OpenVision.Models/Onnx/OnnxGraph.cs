namespace OpenVision.Onnx;

/// <summary>An input or an output of a model. The batch is its first dimension, of any size.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape after the batch.</param>
/// <param name="Description">What it is, for who opens the file.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, EquatableArray<int> Shape, string Description);

/// <summary>A graph: operators in an order in which each comes after what it reads, and the tensors that it holds.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Inputs">What a user passes in.</param>
/// <param name="Outputs">What a user gets.</param>
/// <param name="Nodes">The operators.</param>
/// <param name="Tensors">The tensors in the order of their first use.</param>
internal sealed record OnnxGraph(
    string Name,
    EquatableArray<OnnxPort> Inputs,
    EquatableArray<OnnxPort> Outputs,
    EquatableArray<OnnxNode> Nodes,
    EquatableArray<OnnxTensor> Tensors)
{
    /// <summary>The tensors whose values are looked up when the file is written.</summary>
    public IEnumerable<OnnxParameter> Parameters => Tensors.OfType<OnnxParameter>();

    /// <summary>Reads a graph off its outputs.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="inputs">What a user passes in.</param>
    /// <param name="outputs">What a user gets, and the values that are given under those names.</param>
    /// <exception cref="InvalidOperationException">Two values have one name.</exception>
    public static OnnxGraph Of(string name, IReadOnlyList<OnnxPort> inputs, IReadOnlyList<(OnnxPort Port, OnnxValue Value)> outputs)
    {
        Dictionary<string, string> renamed = outputs.ToDictionary(output => output.Value.Name, output => output.Port.Name);
        HashSet<string> given = [.. inputs.Select(input => input.Name)];
        Dictionary<string, OnnxTensor> tensors = [];
        HashSet<OnnxCall> seen = [];
        List<OnnxNode> nodes = [];
        List<OnnxTensor> held = [];

        void Visit(OnnxValue value)
        {
            if (value.Tensor is { } tensor)
            {
                Hold(tensor);
            }
            else if (value.Call is { } call && seen.Add(call))
            {
                foreach (OnnxValue input in call.Inputs)
                {
                    Visit(input);
                }

                OnnxNode node = call.ToNode(value => renamed.GetValueOrDefault(value, value));
                foreach (string output in node.Outputs)
                {
                    Claim(output);
                }

                nodes.Add(node);
            }
        }

        void Hold(OnnxTensor tensor)
        {
            if (!tensors.TryGetValue(tensor.Name, out OnnxTensor? known))
            {
                Claim(tensor.Name);
                tensors.Add(tensor.Name, tensor);
                held.Add(tensor);
            }
            else if (known != tensor)
            {
                throw new InvalidOperationException($"Two tensors of {name} are named {tensor.Name}.");
            }
        }

        void Claim(string value)
        {
            if (!given.Add(value))
            {
                throw new InvalidOperationException($"Two values of {name} are named {value}.");
            }
        }

        foreach ((_, OnnxValue value) in outputs)
        {
            Visit(value);
        }

        return new(name, new(inputs), new(outputs.Select(output => output.Port)), new(nodes), new(held));
    }
}
