using System.Globalization;
using System.Runtime.InteropServices;
using OpenVision.Protobuf;

namespace OpenVision.Onnx;

/// <summary>A run of a model file's bytes.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Payload">The parameter whose values follow them, if any.</param>
internal readonly record struct OnnxSegment(byte[] Bytes, OnnxParameter? Payload);

/// <summary>
/// A model as protocol-buffer bytes, without its parameters' values. Field numbers: model ir_version 1, producer_name 2,
/// producer_version 3, graph 7, opset_import 8, metadata_props 14; opset version 2; graph node 1, name 2, initializer 5, input
/// 11, output 12; node input 1, output 2, name 3, op_type 4, attribute 5; attribute name 1, f 2, i 3, s 4, ints 8, type 20;
/// value name 1, type 2, doc_string 3; type tensor_type 1; tensor_type elem_type 1, shape 2; shape dim 1; dim dim_value 1,
/// dim_param 2; tensor dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14; entry key 1, value 2.
/// </summary>
internal static class OnnxEncoding
{
    /// <summary>The version of the operators: the first with Gelu; LayerNormalization came with 17, Split's num_outputs with 18.</summary>
    private const int Opset = 20;

    // The version of the format that came with opset 20.
    private const int IrVersion = 9;
    private const string Producer = "OpenVision for .NET";
    private const string Batch = "batch";
    private const int RealAttribute = 1, IntegerAttribute = 2, WordAttribute = 3, IntegersAttribute = 7;

    /// <summary>Encodes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="external">Where the parameters' values lie, or none where they follow in the same file.</param>
    /// <returns>The file, in order.</returns>
    public static IReadOnlyList<OnnxSegment> Encode(OnnxModel model, OnnxDataLayout? external)
    {
        OnnxGraph graph = model.Graph;
        (byte[] Bytes, OnnxParameter? Payload)[] tensors = [.. graph.Tensors.Select(tensor => Tensor(tensor, external))];
        ProtoMessage head = Graph(graph);
        long length = head.Length + tensors.Sum(tensor => tensor.Bytes.Length + (tensor.Payload?.Bytes ?? 0));
        byte[] start = [.. Model(model).Begin(7, length).ToArray(), .. head.ToArray()];
        return [new(start, null), .. tensors.Select(tensor => new OnnxSegment(tensor.Bytes, tensor.Payload))];
    }

    private static ProtoMessage Model(OnnxModel model) => new ProtoMessage()
        .Integer(1, IrVersion)
        .Text(2, Producer)
        .Text(3, typeof(OnnxEncoding).Assembly.GetName().Version!.ToString(3))
        .Message(8, new ProtoMessage().Integer(2, Opset))
        .Message(14, Entry(model.Spec.Key, model.Spec.Value));

    private static ProtoMessage Graph(OnnxGraph graph)
    {
        ProtoMessage message = graph.Nodes.Aggregate(new ProtoMessage().Text(2, graph.Name), (all, node) => all.Message(1, Node(node)));
        message = graph.Inputs.Aggregate(message, (all, port) => all.Message(11, Port(port)));
        return graph.Outputs.Aggregate(message, (all, port) => all.Message(12, Port(port)));
    }

    private static ProtoMessage Node(OnnxNode node)
    {
        ProtoMessage message = node.Inputs.Aggregate(new ProtoMessage(), (all, input) => all.Text(1, input));
        message = node.Outputs.Aggregate(message, (all, output) => all.Text(2, output)).Text(3, node.Outputs[0]).Text(4, node.Operator);
        return node.Attributes.Aggregate(message, (all, attribute) => all.Message(5, Attribute(attribute)));
    }

    private static ProtoMessage Attribute(OnnxAttribute attribute)
    {
        ProtoMessage message = new ProtoMessage().Text(1, attribute.Name);
        return attribute switch
        {
            OnnxAttribute.Real real => message.Single(2, real.Value).Integer(20, RealAttribute),
            OnnxAttribute.Integer integer => message.Integer(3, integer.Value).Integer(20, IntegerAttribute),
            OnnxAttribute.Word word => message.Text(4, word.Value).Integer(20, WordAttribute),
            OnnxAttribute.Integers integers => integers.Values.Aggregate(message, (all, value) => all.Integer(8, value)).Integer(20, IntegersAttribute),
            _ => throw new ArgumentException($"Attribute {attribute.Name} is of an unknown kind.", nameof(attribute)),
        };
    }

    private static ProtoMessage Port(OnnxPort port)
    {
        ProtoMessage shape = port.Shape.Aggregate(
            new ProtoMessage().Message(1, new ProtoMessage().Text(2, Batch)), (all, size) => all.Message(1, new ProtoMessage().Integer(1, size)));
        ProtoMessage tensor = new ProtoMessage().Integer(1, (int)port.Type).Message(2, shape);
        return new ProtoMessage().Text(1, port.Name).Message(2, new ProtoMessage().Message(1, tensor)).Text(3, port.Description);
    }

    private static (byte[] Bytes, OnnxParameter? Payload) Tensor(OnnxTensor tensor, OnnxDataLayout? external)
    {
        ProtoMessage message = tensor.Shape.Aggregate(new ProtoMessage(), (all, size) => all.Integer(1, size))
            .Integer(2, (int)tensor.Type)
            .Text(8, tensor.Name);
        return (tensor, external) switch
        {
            (OnnxParameter parameter, null) => (Initializer(message.Begin(9, parameter.Bytes), parameter.Bytes), parameter),
            (OnnxParameter parameter, { } layout) => (Initializer(External(message, layout, parameter)), null),
            (OnnxIntegers integers, _) => (Initializer(message.Bytes(9, MemoryMarshal.AsBytes<long>(integers.Values.ToArray()))), null),
            (OnnxScalar scalar, _) => (Initializer(message.Bytes(9, BitConverter.GetBytes(scalar.Value))), null),
            _ => throw new ArgumentException($"Tensor {tensor.Name} is of an unknown kind.", nameof(tensor)),
        };
    }

    private static ProtoMessage External(ProtoMessage message, OnnxDataLayout layout, OnnxParameter parameter) => message
        .Message(13, Entry("location", layout.FileName))
        .Message(13, Entry("offset", Literal(layout.OffsetOf(parameter))))
        .Message(13, Entry("length", Literal(parameter.Bytes)))
        .Integer(14, 1);

    private static byte[] Initializer(ProtoMessage message, long payload = 0) =>
        [.. new ProtoMessage().Begin(5, message.Length + payload).ToArray(), .. message.ToArray()];

    private static ProtoMessage Entry(string key, string value) => new ProtoMessage().Text(1, key).Text(2, value);

    private static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);
}
