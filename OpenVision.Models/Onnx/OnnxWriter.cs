using OpenVision.Weights;
using static TorchSharp.torch;

namespace OpenVision.Onnx;

/// <summary>Writes models to files: one parameter at a time, so that memory holds no second copy of the weights.</summary>
internal static class OnnxWriter
{
    /// <summary>What is added to a model's file name for the file of its parameters' values.</summary>
    public const string DataSuffix = ".data";

    /// <summary>Writes a model.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="model">The model.</param>
    /// <param name="values">Values by the parameters' names.</param>
    /// <param name="embeddedLimit">The most bytes of values that lie in the model's own file.</param>
    /// <exception cref="OpenVisionException">The values do not fit, or a file cannot be written.</exception>
    public static void Write(string path, OnnxModel model, IReadOnlyDictionary<string, Tensor> values, long embeddedLimit)
    {
        OnnxParameters.Check(model.Graph, values);
        OnnxParameter[] parameters = [.. model.Graph.Parameters];
        OnnxDataLayout? external = parameters.Sum(parameter => parameter.Bytes) > embeddedLimit
            ? new OnnxDataLayout(Path.GetFileName(path) + DataSuffix, parameters)
            : null;
        AtomicFile.Write(path, file =>
        {
            foreach (OnnxSegment segment in OnnxEncoding.Encode(model, external))
            {
                file.Write(segment.Bytes);
                if (segment.Payload is { } parameter)
                {
                    OnnxParameters.Write(file, parameter, values);
                }
            }

            // Inside, so that a model appears only after the values that it refers to.
            if (external is not null)
            {
                AtomicFile.Write(path + DataSuffix, data => WriteData(data, external, parameters, values));
            }
        });
    }

    private static void WriteData(Stream data, OnnxDataLayout layout, IEnumerable<OnnxParameter> parameters, IReadOnlyDictionary<string, Tensor> values)
    {
        Span<byte> zeros = stackalloc byte[OnnxDataLayout.Alignment];
        zeros.Clear();
        long at = 0;
        foreach (OnnxParameter parameter in parameters)
        {
            data.Write(zeros[..(int)(layout.OffsetOf(parameter) - at)]);
            OnnxParameters.Write(data, parameter, values);
            at = layout.OffsetOf(parameter) + parameter.Bytes;
        }
    }
}
