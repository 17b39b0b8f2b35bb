using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Onnx;

/// <summary>The values of a graph's parameters, looked up one at a time.</summary>
internal static class OnnxParameters
{
    /// <summary>Checks that there are values for every parameter of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">Values by the parameters' names; others are left alone.</param>
    /// <exception cref="OpenVisionException">A value is missing, has another shape or is not floating point; the message lists all of them.</exception>
    public static void Check(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> values)
    {
        string[] faults = [.. graph.Parameters.Select(parameter => Fault(parameter.Parameter, values)).OfType<string>()];
        if (faults.Length > 0)
        {
            throw new OpenVisionException($"The weights do not fit {graph.Name}: {string.Join("; ", faults)}. Name weights of this model.");
        }
    }

    /// <summary>Writes a parameter's values as little-endian float32.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Values by the parameters' names.</param>
    public static void Write(Stream stream, OnnxParameter parameter, IReadOnlyDictionary<string, Tensor> values)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor stored = values[parameter.Parameter.Name].detach().cpu().to_type(ScalarType.Float32);
        TensorBytes.ForEach((parameter.Transposed ? stored.t() : stored).contiguous(), bytes => stream.Write(bytes));
    }

    private static string? Fault(ParameterSpec parameter, IReadOnlyDictionary<string, Tensor> values) =>
        !values.TryGetValue(parameter.Name, out Tensor? value)
            ? $"'{parameter.Name}' [{string.Join(", ", parameter.Shape)}] is missing"
            : !value.shape.SequenceEqual(parameter.Shape.Select(size => (long)size))
                ? $"'{parameter.Name}' has shape [{string.Join(", ", value.shape)}], expected [{string.Join(", ", parameter.Shape)}]"
                : value.is_floating_point()
                    ? null
                    : $"'{parameter.Name}' is {value.dtype}, expected floating point";
}
