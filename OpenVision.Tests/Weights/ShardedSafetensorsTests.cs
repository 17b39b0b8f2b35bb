using System.Text;
using OpenVision.Numerics;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class ShardedSafetensorsTests : IDisposable
{
    private const int FuzzCases = 20_000;

    private const string Sound =
        """{"metadata":{"total_size":12},"weight_map":{"a":"one.safetensors","b":"one.safetensors","c":"two.safetensors"}}""";

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public ShardedSafetensorsTests()
    {
        Safetensors.Write(folder["one.safetensors"], new Dictionary<string, Tensor> { ["a"] = full(1, 1f), ["b"] = full(1, 2f) });
        Safetensors.Write(folder["two.safetensors"], new Dictionary<string, Tensor> { ["c"] = full(1, 3f) });
    }

    [Fact]
    public void SetIsReadAsOneFile()
    {
        using WeightSource source = Open(Sound);
        Assert.Equal(["a", "b", "c"], source.Tensors.Keys.Order());
        IReadOnlyDictionary<string, Tensor> read = source.ReadAll();
        Assert.Equal([1f, 2f, 3f], read.OrderBy(pair => pair.Key).Select(pair => pair.Value.item<float>()));
    }

    /// <summary>A folder as transformers writes it; the norms of this one lie around 1.</summary>
    [Fact]
    public void PublishedLayoutIsReadFromItsFolder()
    {
        using WeightSource source = WeightSource.Open(Fixture.PathOf("llama-micro-sharded"));
        Assert.Equal(21, source.Tensors.Count);
        Assert.Equal([256L, 48L], source.Tensors["lm_head.weight"].Shape);
        Assert.Equal(ScalarType.BFloat16, source.Tensors["lm_head.weight"].Type);
        Tensor norm = zeros(48);
        source.CopyTo("model.norm.weight", norm);
        Assert.InRange(norm.mean().item<float>(), 0.5f, 1.5f);
    }

    [Theory]
    [InlineData("../one.safetensors")]
    [InlineData("a/one.safetensors")]
    [InlineData("a\\\\one.safetensors")]
    [InlineData("C:one.safetensors")]
    [InlineData("..safetensors")]
    [InlineData("one.bin")]
    [InlineData("")]
    [InlineData("one\\u0000.safetensors")]
    public void NameThatIsNoFileBesideTheIndexIsRefused(string name) =>
        Assert.Contains("expected the name of a .safetensors file beside the index", Refusal(Sound.Replace("two.safetensors", name, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"weight_map":{"a":"one.safetensors","b":"two.safetensors","c":"two.safetensors"}}""", "'b' is not in two.safetensors")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","b":"one.safetensors","c":"two.safetensors","d":"two.safetensors"}}""", "'d' is not in two.safetensors")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","c":"two.safetensors"}}""", "'b' of one.safetensors is not in the index")]
    [InlineData("""{"metadata":{"total_size":13},"weight_map":{"a":"one.safetensors","b":"one.safetensors","c":"two.safetensors"}}""", "its total_size is 13 bytes, but the tensors of its files take 12")]
    [InlineData("""{"metadata":{"total_size":-1},"weight_map":{}}""", "its 'total_size' is -1")]
    [InlineData("""{"metadata":{"total_size":1e40},"weight_map":{}}""", "its 'total_size' is 1e40")]
    [InlineData("""{"metadata":[],"weight_map":{}}""", "its 'metadata' is no JSON object")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","a":"one.safetensors"}}""", "not the JSON of the format")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","\u0061":"two.safetensors"}}""", "not the JSON of the format")]
    [InlineData("""{"weight_map":{"a":1}}""", "puts tensor 'a' into 1")]
    [InlineData("""{"weight_map":[]}""", "it has no 'weight_map'")]
    [InlineData("{}", "it has no 'weight_map'")]
    [InlineData("[]", "it has no 'weight_map'")]
    [InlineData("", "not the JSON of the format")]
    public void IndexThatIsBrokenOrDisagreesWithItsFilesIsRefused(string index, string rule)
    {
        string refusal = Refusal(index);
        Assert.StartsWith($"{folder["x.safetensors.index.json"]} is not a sound index of safetensors files: ", refusal, StringComparison.Ordinal);
        Assert.Contains(rule, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void TotalSizeMayBeWrittenAsAFloatingPointNumber() =>
        Open(Sound.Replace("12}", "12.0}", StringComparison.Ordinal)).Dispose();

    [Fact]
    public void TensorInTwoFilesIsRefused()
    {
        Safetensors.Write(folder["two.safetensors"], new Dictionary<string, Tensor> { ["c"] = ones(1), ["a"] = ones(1) });
        Assert.Contains("tensor 'a' lies in one.safetensors and again in two.safetensors", Refusal(Sound), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsNamed()
    {
        File.Delete(folder["two.safetensors"]);
        Assert.Contains(folder["two.safetensors"], Refusal(Sound), StringComparison.Ordinal);
    }

    [Fact]
    public void LargeIndexIsRefusedBeforeItIsRead()
    {
        using (FileStream stream = File.Create(folder["x.safetensors.index.json"]))
        {
            stream.SetLength(SafetensorsIndex.MaxLength + 1);
        }

        Assert.Contains("at most 16,777,216 are read", Assert.Throws<OpenVisionException>(() => WeightSource.Open(folder["x.safetensors.index.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MutatedIndexIsRefusedOrNamesOnlyFilesBesideIt()
    {
        byte[] sound = Encoding.UTF8.GetBytes(Sound);
        byte[][] fragments = [.. new[] { "{", "}", "\"", ",", ":", "/", "\\\\", "..", "\\ud800", "null", "1e400", "-1", "\"a\":\"one.safetensors\"," }.Select(Encoding.UTF8.GetBytes)];
        Draw draw = new(seed: 2);
        int read = 0;
        for (int i = 0; i < FuzzCases; i++)
        {
            try
            {
                SafetensorsIndex index = SafetensorsIndex.Parse("x", FileMutation.Of(sound, fragments, ref draw));
                Assert.All(index.Files.Values, file => Assert.Equal(file, Path.GetFileName(file)));
                Assert.All(index.Files.Values, file => Assert.DoesNotContain("..", file, StringComparison.Ordinal));
                read++;
            }
            catch (OpenVisionException e)
            {
                Assert.StartsWith("x is not a sound index", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, FuzzCases / 100, FuzzCases * 3 / 4);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private WeightSource Open(string index)
    {
        File.WriteAllText(folder["x.safetensors.index.json"], index);
        return WeightSource.Open(folder["x.safetensors.index.json"]);
    }

    private string Refusal(string index) => Assert.Throws<OpenVisionException>(() => Open(index)).Message;
}
