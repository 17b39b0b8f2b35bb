using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using OpenVision.Onnx;
using OpenVision.Tests.Support;
using static TorchSharp.torch;

namespace OpenVision.Tests.Costs;

/// <summary>
/// The FLOPs of the matrix products that ONNX Runtime makes when it runs an exported model once, counted from the shapes that its
/// profile tells of every operator.
/// </summary>
/// <param name="Forward">Those of the run.</param>
/// <param name="Backward">
/// Those that reverse-mode differentiation makes of it: of each product, one for each factor that a trained parameter takes part in.
/// </param>
internal readonly record struct MatrixProducts(long Forward, long Backward)
{
    /// <summary>An image encoder, on one image.</summary>
    public static MatrixProducts Of(VisionSpec spec) => Count(
        OnnxVision.Graph(spec),
        path => Write(ParameterTable.Vision(spec), parameters => OnnxExport.Vision(path, spec, parameters)),
        [],
        ("image", [1, 3, spec.Resolution, spec.Resolution]));

    /// <summary>A text encoder, on one text.</summary>
    public static MatrixProducts Of(TextSpec spec) => Count(
        OnnxText.Graph(spec),
        path => Write(ParameterTable.Text(spec), parameters => OnnxExport.Text(path, spec, parameters)),
        [],
        ("text", [1, spec.Context]));

    /// <summary>A decoder behind two towers that are trained with it, on one pair.</summary>
    public static MatrixProducts Of(DecoderSpec spec, VisionSpec vision, TextSpec text)
    {
        TokenShape image = TokenShape.Of(vision), words = TokenShape.Of(text);
        return Count(
            OnnxDecoder.Graph(spec, image, words),
            path => Write(
                ParameterTable.Decoder(spec, image.Width, words.Width), parameters => OnnxExport.Decoder(path, spec, image, words, parameters)),
            ["image_tokens", "text_tokens"],
            ("image_tokens", [1, image.Count, image.Width]),
            ("text_tokens", [1, words.Count, words.Width]));
    }

    private static MatrixProducts Count(OnnxGraph graph, Action<string> write, IEnumerable<string> trained, params (string Name, long[] Shape)[] inputs)
    {
        using TemporaryFolder folder = new();
        write(folder["model.onnx"]);
        Dictionary<string, OnnxNode> nodes = graph.Nodes.ToDictionary(node => node.Outputs[0]);
        HashSet<string> differentiated = Differentiated(graph, trained);
        MatrixProducts sum = default;
        foreach ((string name, long flops) in Profile(folder, inputs))
        {
            sum = new(sum.Forward + flops, sum.Backward + (flops * nodes[name].Inputs.Take(2).Count(differentiated.Contains)));
        }

        return sum;
    }

    // What changes with a trained parameter.
    private static HashSet<string> Differentiated(OnnxGraph graph, IEnumerable<string> trained)
    {
        HashSet<string> found = [.. trained, .. graph.Parameters.Select(parameter => parameter.Name)];
        foreach (OnnxNode node in graph.Nodes.Where(node => node.Inputs.Any(found.Contains)))
        {
            found.UnionWith(node.Outputs);
        }

        return found;
    }

    private static List<(string Node, long Flops)> Profile(TemporaryFolder folder, (string Name, long[] Shape)[] inputs)
    {
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            EnableProfiling = true,
            ProfileOutputPathPrefix = folder["profile"],
        };
        using InferenceSession session = new(folder["model.onnx"], options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([.. inputs.Select(input => Zeros(session, input.Name, input.Shape))]);
        using JsonDocument profile = JsonDocument.Parse(File.ReadAllText(session.EndProfiling()));
        return [.. profile.RootElement.EnumerateArray().Select(Product).Where(product => product.Flops > 0)];
    }

    private static NamedOnnxValue Zeros(InferenceSession session, string name, long[] shape)
    {
        int[] sizes = [.. shape.Select(size => (int)size)];
        return session.InputMetadata[name].ElementType == typeof(long)
            ? NamedOnnxValue.CreateFromTensor(name, new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<long>(sizes))
            : NamedOnnxValue.CreateFromTensor(name, new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>(sizes));
    }

    private static (string Node, long Flops) Product(JsonElement entry)
    {
        const string Suffix = "_kernel_time";
        string name = entry.GetProperty("name").GetString()!;
        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return (name, 0);
        }

        JsonElement arguments = entry.GetProperty("args");
        long results = Size(Shape(arguments, "output_type_shape", 0));
        return (name[..^Suffix.Length], arguments.GetProperty("op_name").GetString() switch
        {
            "MatMul" => 2 * results * Shape(arguments, "input_type_shape", 0)[^1],
            "Conv" => 2 * results * Size(Shape(arguments, "input_type_shape", 1)[1..]),
            "Gemm" or "Einsum" or "ConvTranspose" => throw new InvalidOperationException("A product that is not counted."),
            _ => 0,
        });
    }

    private static long[] Shape(JsonElement arguments, string of, int index) =>
        [.. arguments.GetProperty(of)[index].EnumerateObject().Single().Value.EnumerateArray().Select(size => size.GetInt64())];

    private static long Size(IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static void Write(IEnumerable<ParameterSpec> parameters, Action<IReadOnlyDictionary<string, Tensor>> export)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        export(parameters.ToDictionary(parameter => parameter.Name, parameter => zeros([.. parameter.Shape.Select(size => (long)size)])));
    }
}
