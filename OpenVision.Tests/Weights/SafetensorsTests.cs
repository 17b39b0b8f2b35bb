using System.Text;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void EveryNumberFormatComesBackAsItWas(ScalarType type)
    {
        Tensor written = arange(0, 6).reshape(2, 3).to_type(type);
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["t"] = written });
        Tensor read = Safetensors.Read(folder["x"])["t"];
        Assert.Equal(type, read.dtype);
        Assert.True(written.equal(read).all().item<bool>());
    }

    [Fact]
    public void ScalarsEmptyTensorsAndStridedViewsComeBackAsTheyWere()
    {
        Tensor view = arange(0, 12).reshape(3, 4).t()[TensorIndex.Slice(1, 3)];
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor>
        {
            ["scalar"] = tensor(2.5f),
            ["empty"] = zeros(0, 4),
            ["view"] = view,
        });
        IReadOnlyDictionary<string, Tensor> read = Safetensors.Read(folder["x"]);
        Assert.Equal([], read["scalar"].shape);
        Assert.Equal(2.5f, read["scalar"].item<float>());
        Assert.Equal([0, 4], read["empty"].shape);
        Assert.True(view.equal(read["view"]).all().item<bool>());
    }

    [Fact]
    public void MetadataAndUnicodeNamesComeBackAsTheyWere()
    {
        Dictionary<string, string> metadata = new() { ["größe"] = "\"S\"\n", ["a"] = "" };
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["видение.\u0001"] = ones(1) }, metadata);
        SafetensorsHeader header = Safetensors.ReadHeader(folder["x"]);
        Assert.Equal(metadata.OrderBy(p => p.Key), header.Metadata.OrderBy(p => p.Key));
        Assert.Equal("видение.\u0001", Assert.Single(header.Tensors).Key);
    }

    [Fact]
    public void SameTensorsGiveTheSameBytesInAnyOrderOfInsertion()
    {
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = zeros(2) });
        Safetensors.Write(folder["y"], new Dictionary<string, Tensor> { ["b"] = zeros(2), ["a"] = ones(3) });
        Assert.Equal(File.ReadAllBytes(folder["x"]), File.ReadAllBytes(folder["y"]));
    }

    [Fact]
    public void EveryTensorIsAlignedToItsElement()
    {
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor>
        {
            ["a"] = ones(3, ScalarType.Bool),
            ["b"] = ones(1, ScalarType.Float16),
            ["c"] = ones(1, ScalarType.Int64),
            ["d"] = ones(3),
        });
        SafetensorsHeader header = Safetensors.ReadHeader(folder["x"]);
        Assert.Equal(0, header.DataStart % 8);
        Assert.All(header.Tensors.Values, entry => Assert.Equal(0, entry.Offset % entry.Type.ElementSize()));
    }

    [Fact]
    public void FailedWriteLeavesTheFormerFileAndNothingBesideIt()
    {
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["t"] = ones(1) });
        Assert.Throws<ArgumentException>(() => Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["t"] = ones(1, ScalarType.Float64) }));
        Assert.Equal(1f, Safetensors.Read(folder["x"])["t"].item<float>());
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void TensorsAreReadIntoOthersOfAnotherFormatButNotOfAnotherShape()
    {
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["t"] = ones(2, 3, ScalarType.BFloat16) });
        using SafetensorsFile file = SafetensorsFile.Open(folder["x"]);
        Tensor target = zeros(2, 3);
        file.CopyTo("t", target);
        Assert.Equal(6f, target.sum().item<float>());
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => file.CopyTo("t", zeros(3, 2)));
        Assert.Contains("tensor 't' has shape [2, 3]; expected [3, 2]", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<OpenVisionException>(() => file.Read("u"));
        Assert.Contains("holds no tensor 'u'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FixtureHoldsWhatItsNotesSay()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "openvision-micro-random.weights.safetensors");
        SafetensorsHeader header = Safetensors.ReadHeader(path);
        Assert.Equal([64L, 3L, 8L, 8L], header.Tensors["visual.conv1.weight"].Shape);
        Assert.Equal(202_177, header.Tensors.Values.Sum(entry => entry.Shape.Aggregate(1L, (a, b) => a * b)));
    }

    [Fact]
    public void MissingFileIsNamed()
    {
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => Safetensors.Read(folder["nowhere"]));
        Assert.Contains(folder["nowhere"], e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "tensors take 4 bytes, but 8 follow")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "tensors take 8 bytes, but 4 follow")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "leaves a gap")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "overlaps")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "uplicate")]
    [InlineData("""{"t":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "uplicate")]
    [InlineData("""{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0074":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "uplicate")]
    [InlineData("""{"t":{"dtype":"F8","shape":[4],"data_offsets":[0,4]}}""", 4, "dtype 'F8'; the known ones are BF16, BOOL, F16, F32, I32, I64, U8")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "'t.shape' holds -1")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "'t.shape' holds 1.5")]
    [InlineData("""{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "more bytes than a 64-bit number counts")]
    [InlineData("""{"t":{"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "more bytes than a 64-bit number counts")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "expected a start and an end not before it")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "expected a start and an end not before it")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1]}}""", 4, "tensor 't' has no data_offsets")]
    [InlineData("""{"t":[]}""", 0, "'t' is no JSON object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "'__metadata__.a' is no string")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "not the JSON of the format")]
    [InlineData("""{"t":""", 0, "not the JSON of the format")]
    [InlineData("[]", 0, "does not begin with '{'")]
    [InlineData(" {}", 0, "does not begin with '{'")]
    public void BrokenHeaderIsRefusedWithTheRule(string header, int dataLength, string rule)
    {
        WriteRaw(Encoding.UTF8.GetBytes(header), dataLength);
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => Safetensors.Read(folder["x"]));
        Assert.Contains(folder["x"], e.Message, StringComparison.Ordinal);
        Assert.Contains(rule, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HeaderLengthBeyondFileOrLimitIsRefusedBeforeItIsRead()
    {
        File.WriteAllBytes(folder["x"], [.. BitConverter.GetBytes(100_000_001UL), (byte)'{']);
        Assert.Contains("at most 100,000,000", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(folder["x"], [.. BitConverter.GetBytes(ulong.MaxValue), (byte)'{']);
        Assert.Contains("at most 100,000,000", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(folder["x"], [.. BitConverter.GetBytes(90_000_000UL), (byte)'{']);
        Assert.Contains("only 1 follow", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(folder["x"], [1, 2, 3]);
        Assert.Contains("it has 3 bytes", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidUtf8AndDeepNestingAreRefused()
    {
        WriteRaw([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'{', (byte)'}', (byte)'}'], 0);
        Assert.Contains("not valid UTF-8", Refusal(), StringComparison.Ordinal);
        WriteRaw(Encoding.UTF8.GetBytes("{\"t\":" + new string('[', 100_000)), 0);
        Assert.Contains("not the JSON of the format", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void BoolBytesOtherThanZeroAndOneAreRefused()
    {
        WriteRaw(Encoding.UTF8.GetBytes("""{"t":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}"""), 2, fill: 7);
        Assert.Contains("tensor 't' is BOOL", Refusal(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private string Refusal() => Assert.Throws<OpenVisionException>(() => Safetensors.Read(folder["x"])).Message;

    private void WriteRaw(byte[] header, int dataLength, byte fill = 0)
    {
        byte[] data = new byte[dataLength];
        data.AsSpan().Fill(fill);
        File.WriteAllBytes(folder["x"], [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data]);
    }
}
