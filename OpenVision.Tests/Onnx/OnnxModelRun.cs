using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace OpenVision.Tests.Onnx;

/// <summary>A model file in ONNX Runtime, which checks the whole graph when it opens it.</summary>
internal sealed class OnnxModelRun : IDisposable
{
    private readonly InferenceSession session;

    public OnnxModelRun(string path)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        session = new InferenceSession(path, options);
    }

    public InferenceSession Session => session;

    /// <summary>Runs the model; the outputs by name, in the caller's dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Run(params (string Name, Tensor Value)[] inputs)
    {
        OrtValue[] values = [.. inputs.Select(input => Of(input.Value))];
        try
        {
            using RunOptions options = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, [.. inputs.Select(input => input.Name)], values, session.OutputNames);
            return session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => Of(pair.Second));
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    public void Dispose() => session.Dispose();

    private static OrtValue Of(Tensor value)
    {
        using Tensor contiguous = value.contiguous();
        return value.dtype == ScalarType.Int64
            ? OrtValue.CreateTensorValueFromMemory(contiguous.data<long>().ToArray(), value.shape)
            : OrtValue.CreateTensorValueFromMemory(contiguous.data<float>().ToArray(), value.shape);
    }

    private static Tensor Of(OrtValue value) => tensor(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);
}
