using System.Text;
using OpenVision.Layers;
using OpenVision.Numerics;
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

    [Fact]
    public void ShardedSetsAndNumpyArchivesAreRead()
    {
        Safetensors.Write(folder["1.safetensors"], new Dictionary<string, Tensor> { ["a.weight"] = full(2, 3, 0.5f) });
        Safetensors.Write(folder["2.safetensors"], new Dictionary<string, Tensor> { ["a.bias"] = full(2, 0.25f), ["logit_scale"] = tensor(2f) });
        File.WriteAllText(
            folder["model.safetensors.index.json"],
            """{"weight_map":{"a.weight":"1.safetensors","a.bias":"2.safetensors","logit_scale":"2.safetensors"}}""");
        Npz.Write(folder["x.npz"], new Dictionary<string, Tensor> { ["a.weight"] = full(2, 3, 0.5), ["a.bias"] = full(2, 0.25), ["logit_scale"] = tensor(2.0) });
        using ParameterStore store = Store(half: false, seed: 1);
        foreach (string path in new[] { folder.Path, folder["x.npz"] })
        {
            store.Values.zero_();
            ModelWeights.Load(path, store);
            Assert.Equal(5.5f, store.Values.sum().item<float>());
        }
    }

    /// <summary>Every bit pattern passes through, numbers or not.</summary>
    [Fact]
    public void LoadedFloat32IsSavedWithTheSameBytes()
    {
        Draw draw = new(seed: 4);
        byte[] data = [.. Enumerable.Range(0, 9 * sizeof(float)).Select(_ => (byte)draw.Bits())];
        BitConverter.GetBytes(0x7F800001).CopyTo(data, 0); // a signalling NaN
        byte[] header = Encoding.UTF8.GetBytes(
            """{"a.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"logit_scale":{"dtype":"F32","shape":[],"data_offsets":[32,36]}}""");
        File.WriteAllBytes(folder["w"], [.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);
        using ParameterStore store = Store(half: false, seed: 1);
        ModelWeights.Load(folder["w"], store);
        ModelWeights.Save(folder["v"], store, NoMetadata);
        Assert.Equal(data, File.ReadAllBytes(folder["v"])[(int)Safetensors.ReadHeader(folder["v"]).DataStart..]);
    }

    [Fact]
    public void GraphForLoadingIsNotFilledFirst()
    {
        using ParameterStore written = Store(half: false, seed: 1);
        ModelWeights.Save(folder["w"], written, NoMetadata);
        Counted counted = new();
        foreach ((GraphSettings settings, int fills) in new[] { (GraphSettings.Inference, 3), (GraphSettings.Loading, 0) })
        {
            counted.Fills = 0;
            using ParameterStore store = Store(settings, counted);
            Assert.Equal(fills, counted.Fills);
            ModelWeights.Load(folder["w"], store);
            Assert.True(written.Values.equal(store.Values).all().item<bool>());
        }
    }

    [Fact]
    public void HalfPrecisionGraphThatDoesNotTrainKeepsFloat32OnlyWhereItIsExact()
    {
        using ParameterStore trained = Store(half: true, seed: 1);
        ModelWeights.Save(folder["w"], trained, NoMetadata);
        GraphSettings settings = new(CPU, Half: true, Trains: false, Seed: 1);
        using ParameterStore drawn = Store(settings, Initial.Normal(1)), loaded = Store(settings with { Initialise = false }, Initial.Normal(1));
        ModelWeights.Load(folder["w"], loaded);
        ModelWeights.Save(folder["v"], loaded, NoMetadata);
        Assert.Equal([1L], loaded.Values.shape);
        Assert.All(trained.Parameters, parameter =>
        {
            Assert.Equal(parameter.Compute.dtype, loaded[parameter.Name].Compute.dtype);
            Assert.True(parameter.Compute.equal(loaded[parameter.Name].Compute).all().item<bool>());
            Assert.True(parameter.Compute.equal(Safetensors.Read(folder["v"])[parameter.Name]).all().item<bool>());
        });
        Assert.True(trained["a.weight"].Compute.equal(drawn["a.weight"].Compute).all().item<bool>());
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static ParameterStore Store(bool half, int seed) => Store(new GraphSettings(CPU, half, Trains: true, seed), Initial.Normal(1));

    private static ParameterStore Store(GraphSettings settings, Initial initial)
    {
        ParameterStore store = new(new ParameterSizes(6, 2, 1), settings);
        ParameterScope part = store.Root["a"];
        part.Add("weight", ParameterKind.Matrix, initial, 2, 3);
        part.Add("bias", ParameterKind.Other, initial, 2);
        store.Root.Add("logit_scale", ParameterKind.Exact, initial);
        store.Seal();
        return store;
    }

    private sealed record Counted : Initial
    {
        public int Fills { get; set; }

        public override void Fill(Tensor parameter, ulong seed) => Fills++;
    }
}
