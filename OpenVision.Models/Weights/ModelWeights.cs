using OpenVision.Data;
using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>A graph's parameters on disk under their published names.</summary>
public static class ModelWeights
{
    /// <summary>Writes every parameter into a safetensors file, in the number format it is kept in, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="metadata">The file's <c>__metadata__</c>.</param>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Save(string path, ParameterStore parameters, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Safetensors.Write(path, parameters.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Master), metadata);
    }

    /// <summary>Reads every parameter; nothing is changed unless all of them fit.</summary>
    /// <param name="path">A file, an index or a folder of weights, as <see cref="WeightSource.Open"/> takes it.</param>
    /// <param name="parameters">The parameters to overwrite.</param>
    /// <param name="ignoreOthers">Whether the file may hold tensors that the graph lacks: the other towers of a whole model.</param>
    /// <exception cref="OpenVisionException">The file is not sound, or it does not fit: the message lists every missing, unexpected and mis-shaped tensor.</exception>
    public static void Load(string path, ParameterStore parameters, bool ignoreOthers = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using WeightSource source = WeightSource.Open(path);
        string[] faults = [.. Faults(source.Tensors, parameters.Parameters, ignoreOthers)];
        if (faults.Length > 0)
        {
            throw new OpenVisionException($"{source.Path} does not fit the model: {string.Join("; ", faults)}. Name weights of this model, or declare the model as it was when they were written.");
        }

        source.CopyAll([.. parameters.Parameters.Select(parameter => (parameter.Name, parameter.Master))]);
        parameters.RefreshCompute();
    }

    private static IEnumerable<string> Faults(IReadOnlyDictionary<string, TensorEntry> found, IReadOnlyList<Parameter> expected, bool ignoreOthers)
    {
        foreach (Parameter parameter in expected)
        {
            if (!found.TryGetValue(parameter.Name, out TensorEntry? entry))
            {
                yield return $"'{parameter.Name}' {TensorShape.Shown(parameter.Shape)} is missing";
            }
            else if (!entry.Shape.SequenceEqual(parameter.Shape))
            {
                yield return $"'{parameter.Name}' has shape {TensorShape.Shown(entry.Shape)}, expected {TensorShape.Shown(parameter.Shape)}";
            }
            else if (entry.Type is not (ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float64))
            {
                yield return $"'{parameter.Name}' is {entry.Type}, expected floating point";
            }
        }

        if (!ignoreOthers)
        {
            HashSet<string> known = [.. expected.Select(parameter => parameter.Name)];
            foreach (string name in found.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
            {
                yield return $"'{MemberName.Shown(name)}' is unexpected";
            }
        }
    }
}
