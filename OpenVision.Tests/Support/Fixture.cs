using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Weights;
using static TorchSharp.torch;

namespace OpenVision.Tests.Support;

/// <summary>The numerical fixtures: small cases run through the reference implementation.</summary>
internal static class Fixture
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);

    public static IReadOnlyDictionary<string, Tensor> Tensors(string file) => Safetensors.Read(PathOf(file));

    public static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(PathOf(file))).RootElement;

    /// <summary>Copies weights into a graph's parameters by name.</summary>
    public static void Load(ParameterStore store, IReadOnlyDictionary<string, Tensor> weights, Func<string, Tensor> of)
    {
        using IDisposable noGrad = no_grad();
        foreach (Parameter parameter in store.Parameters)
        {
            using Tensor value = of(parameter.Name);
            Assert.Equal(parameter.Shape, value.shape);
            parameter.Master.copy_(value);
        }

        store.RefreshCompute();
        Assert.NotEmpty(weights);
    }

    public static void Near(Tensor expected, Tensor actual, double tolerance, string what)
    {
        using IDisposable noGrad = no_grad();
        using Tensor difference = (expected.to_type(ScalarType.Float64) - actual.to_type(ScalarType.Float64)).abs().max();
        Assert.Equal(expected.shape, actual.shape);
        double found = difference.item<double>();
        Assert.True(found <= tolerance, $"{what}: differs from the reference by {found:e2}, allowed {tolerance:e2}");
    }
}
