using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Numerics;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class ModelLoadingTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void ShardedSetsAndNumpyArchivesAreRead()
    {
        IReadOnlyDictionary<string, Tensor> whole = Fixture.Tensors("clip-openai-micro.weights.safetensors");
        ILookup<bool, KeyValuePair<string, Tensor>> shards = whole.ToLookup(pair => pair.Key.StartsWith("visual", StringComparison.Ordinal));
        Safetensors.Write(folder["1.safetensors"], shards[true].ToDictionary());
        Safetensors.Write(folder["2.safetensors"], shards[false].ToDictionary());
        string map = string.Join(",", whole.Keys.Select(key => $"\"{key}\":\"{(key.StartsWith("visual", StringComparison.Ordinal) ? 1 : 2)}.safetensors\""));
        File.WriteAllText(folder["model.safetensors.index.json"], $"{{\"weight_map\":{{{map}}}}}");
        Npz.Write(folder["x.npz"], whole.ToDictionary(pair => pair.Key, pair => pair.Value.to_type(ScalarType.Float64)));
        using ClipModel expected = MicroClip.Load("clip-openai-micro");
        foreach (string path in new[] { folder.Path, folder["x.npz"] })
        {
            using ClipModel found = MicroClip.Load("clip-openai-micro", path);
            Assert.True(expected.Parameters.Values.equal(found.Parameters.Values).all().item<bool>());
        }
    }

    /// <summary>Every bit pattern passes through, numbers or not.</summary>
    [Fact]
    public void LoadedFloat32IsSavedWithTheSameBytes()
    {
        byte[] file = File.ReadAllBytes(MicroClip.WeightsOf("clip-openai-micro"));
        int start = (int)Safetensors.ReadHeader(MicroClip.WeightsOf("clip-openai-micro")).DataStart;
        Draw draw = new(seed: 4);
        for (int i = start; i < file.Length; i++)
        {
            file[i] = (byte)draw.Bits();
        }

        BitConverter.GetBytes(0x7F800001).CopyTo(file, start); // a signalling NaN
        File.WriteAllBytes(folder["w"], file);
        using ClipModel model = MicroClip.Load("clip-openai-micro", folder["w"]);
        ModelWeights.Save(model.Model, model.Parameters, folder["v"], NoMetadata, WeightLayout.OpenClip);
        using SafetensorsFile before = SafetensorsFile.Open(folder["w"]), after = SafetensorsFile.Open(folder["v"]);
        Assert.All(before.Tensors.Keys, key => Assert.Equal(before.Read(key).bytes.ToArray(), after.Read(key).bytes.ToArray()));
    }

    [Fact]
    public void GraphForLoadingIsNotFilledFirst()
    {
        foreach ((GraphSettings settings, int fills) in new[] { (GraphSettings.Inference, 1), (GraphSettings.Loading, 0) })
        {
            Counted counted = new();
            using ParameterStore store = new(new ParameterSizes(6, 0, 0), settings);
            store.Root.Add("weight", ParameterKind.Matrix, counted, 2, 3);
            Assert.Equal(fills, counted.Fills);
        }
    }

    [Fact]
    public void HalfPrecisionGraphThatDoesNotTrainKeepsFloat32OnlyWhereItIsExact()
    {
        using ClipModel trained = MicroClip.Load("clip-openai-micro", half: true, trains: true), loaded = MicroClip.Load("clip-openai-micro", half: true);
        ModelWeights.Save(loaded.Model, loaded.Parameters, folder["v"], NoMetadata);
        Assert.Equal([1L], loaded.Parameters.Values.shape);
        IReadOnlyDictionary<string, Tensor> saved = Safetensors.Read(folder["v"]);
        Assert.All(trained.Parameters.Parameters, parameter =>
        {
            Assert.Equal(parameter.Compute.dtype, loaded.Parameters[parameter.Name].Compute.dtype);
            Assert.True(parameter.Compute.equal(loaded.Parameters[parameter.Name].Compute).all().item<bool>());
            Assert.True(parameter.Compute.equal(saved[parameter.Name]).all().item<bool>());
        });
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private sealed record Counted : Initial
    {
        public int Fills { get; set; }

        public override void Fill(Tensor parameter, ulong seed) => Fills++;
    }
}
