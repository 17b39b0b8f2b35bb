using OpenVision.Layers;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ParametersComeBackAsTheyWereInEitherPrecision(bool half)
    {
        using ParameterStore first = Store(half, seed: 1), second = Store(half, seed: 2);
        ModelWeights.Save(folder["w"], first, NoMetadata);
        ModelWeights.Load(folder["w"], second);
        Assert.True(first.Values.equal(second.Values).all().item<bool>());
        Assert.True(first["a.weight"].Compute.equal(second["a.weight"].Compute).all().item<bool>());
    }

    [Fact]
    public void FileThatDoesNotFitIsRefusedWithTheWholeListAndChangesNothing()
    {
        Safetensors.Write(folder["w"], new Dictionary<string, Tensor>
        {
            ["a.weight"] = ones(3, 2),
            ["a.bias"] = ones(2, ScalarType.Int64),
            ["other"] = ones(1),
        });
        using ParameterStore store = Store(half: false, seed: 1);
        using Tensor before = store.Values.clone();
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => ModelWeights.Load(folder["w"], store));
        Assert.Contains(
            "'a.weight' has shape [3, 2], expected [2, 3]; 'a.bias' is Int64, expected floating point; 'logit_scale' [] is missing; 'other' is unexpected.",
            e.Message,
            StringComparison.Ordinal);
        Assert.True(before.equal(store.Values).all().item<bool>());
    }

    [Fact]
    public void OtherTowersOfAFileCanBeLeftAlone()
    {
        using ParameterStore whole = Store(half: false, seed: 1);
        Dictionary<string, Tensor> tensors = whole.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Master);
        tensors["other"] = ones(1);
        Safetensors.Write(folder["w"], tensors);
        using ParameterStore store = Store(half: false, seed: 2);
        ModelWeights.Load(folder["w"], store, ignoreOthers: true);
        Assert.True(whole.Values.equal(store.Values).all().item<bool>());
    }

    [Fact]
    public void HalfPrecisionFilesAreRead()
    {
        Safetensors.Write(folder["w"], new Dictionary<string, Tensor>
        {
            ["a.weight"] = full(2, 3, 0.5f, ScalarType.BFloat16),
            ["a.bias"] = full(2, 0.25f, ScalarType.Float16),
            ["logit_scale"] = tensor(2f),
        });
        using ParameterStore store = Store(half: false, seed: 1);
        ModelWeights.Load(folder["w"], store);
        Assert.Equal(5.5f, store.Values.sum().item<float>());
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static ParameterStore Store(bool half, int seed)
    {
        ParameterStore store = new(new ParameterSizes(6, 2, 1), new GraphSettings(CPU, half, Trains: true, seed));
        ParameterScope part = store.Root["a"];
        part.Add("weight", ParameterKind.Matrix, Initial.Normal(1), 2, 3);
        part.Add("bias", ParameterKind.Other, Initial.Normal(1), 2);
        store.Root.Add("logit_scale", ParameterKind.Exact, Initial.Constant(1));
        store.Seal();
        return store;
    }
}
