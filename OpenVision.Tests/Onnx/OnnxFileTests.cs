using System.Text.Json;
using CsCheck;
using Microsoft.ML.OnnxRuntime;
using OpenVision.Onnx;
using OpenVision.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Onnx;

/// <summary>What lies on the disk after an export.</summary>
public sealed class OnnxFileTests
{
    [Fact]
    public void ValuesInASecondFileGiveTheSameNumbers()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> parameters = Random(ParameterTable.Vision(MicroSigLipVision.Definition));
        Tensor images = randn(2, 3, 32, 32);

        OnnxExport.Vision(folder["one.onnx"], MicroSigLipVision.Definition, parameters);
        OnnxExport.Vision(folder["two.onnx"], MicroSigLipVision.Definition, parameters, embeddedLimit: 1000);

        Assert.Equal(["one.onnx", "two.onnx", "two.onnx.data"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.True(new FileInfo(folder["two.onnx"]).Length < new FileInfo(folder["one.onnx"]).Length / 4);
        using OnnxModelRun one = new(folder["one.onnx"]), two = new(folder["two.onnx"]);
        foreach ((string name, Tensor value) in one.Run(("image", images)))
        {
            Fixture.Near(value, two.Run(("image", images))[name], 0, name);
        }
    }

    [Fact]
    public void TheSecondFileHoldsEveryParameterAtAnAlignedOffset()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> parameters = Random(ParameterTable.Text(EndOfTextText.Definition));
        OnnxExport.Text(folder["text.onnx"], EndOfTextText.Definition, parameters, embeddedLimit: 0);
        byte[] data = File.ReadAllBytes(folder["text.onnx.data"]);

        OnnxParameter[] held = [.. OnnxText.Graph(EndOfTextText.Definition).Parameters];
        OnnxDataLayout layout = new("text.onnx.data", held);
        Assert.All(held, parameter =>
        {
            long offset = layout.OffsetOf(parameter);
            Tensor stored = parameters[parameter.Parameter.Name];
            Assert.Equal(0, offset % 64);
            Assert.Equal((parameter.Transposed ? stored.t() : stored).contiguous().bytes.ToArray(), data.AsSpan((int)offset, (int)parameter.Bytes).ToArray());
        });
        Assert.Equal(held.Max(parameter => layout.OffsetOf(parameter) + parameter.Bytes), data.Length);
    }

    [Fact]
    public void OffsetsAreAlignedAndDoNotOverlapBeyondFourGigabytes()
    {
        OnnxParameter[] parameters = [.. new[] { 1_500_000_001, 1_500_000_002, 3, 16 }.Select((size, i) => new OnnxParameter(new ParameterSpec($"p{i}", ParameterKind.Other, new([size])), false))];
        OnnxDataLayout layout = new("x.data", parameters);
        Assert.Equal([0, 6_000_000_064, 12_000_000_128, 12_000_000_192], parameters.Select(layout.OffsetOf));
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> parameters = Random(ParameterTable.Vision(MicroConvNextVision.Definition));
        OnnxExport.Vision(folder["a"], MicroConvNextVision.Definition, parameters);
        OnnxExport.Vision(folder["b"], MicroConvNextVision.Definition, parameters.Reverse().ToDictionary());
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void HalfPrecisionWeightsAreWrittenAsTheirExactFloat32Values()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> half = Random(ParameterTable.Text(EndOfTextText.Definition)).ToDictionary(pair => pair.Key, pair => pair.Value.to_type(ScalarType.BFloat16));
        OnnxExport.Text(folder["half"], EndOfTextText.Definition, half);
        OnnxExport.Text(folder["single"], EndOfTextText.Definition, half.ToDictionary(pair => pair.Key, pair => pair.Value.to_type(ScalarType.Float32)));
        Assert.Equal(File.ReadAllBytes(folder["single"]), File.ReadAllBytes(folder["half"]));
    }

    [Fact]
    public void TheFileSaysWhatItIs()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        OnnxExport.Vision(folder["image.onnx"], CroppedVision.Definition, Random(ParameterTable.Vision(CroppedVision.Definition)));
        using OnnxModelRun onnx = new(folder["image.onnx"]);

        ModelMetadata metadata = onnx.Session.ModelMetadata;
        Assert.Equal("OpenVision for .NET", metadata.ProducerName);
        Assert.Equal("CroppedVision", metadata.GraphName);
        JsonElement spec = JsonDocument.Parse(metadata.CustomMetadataMap["vision_spec"]).RootElement;
        Assert.Equal((36, "GeluTanh"), (spec.GetProperty("Resolution").GetInt32(), spec.GetProperty("Activation").GetString()));
        Assert.Equal([-1, 3, 36, 36], onnx.Session.InputMetadata["image"].Dimensions);
        Assert.Equal(["batch", "", "", ""], onnx.Session.InputMetadata["image"].SymbolicDimensions);
        Assert.Equal([-1, 16], onnx.Session.OutputMetadata["image_features"].Dimensions);
        Assert.Equal([-1, 16, 32], onnx.Session.OutputMetadata["image_tokens"].Dimensions);
    }

    // ONNX Runtime checks every operator's types and shapes when it opens a graph.
    [Fact]
    public void EveryImageEncoderOpensAndGivesTheDeclaredShapes() => OnnxGraphTests.Visions.Sample(
        spec =>
        {
            using DisposeScope scope = NewDisposeScope();
            using TemporaryFolder folder = new();
            OnnxExport.Vision(folder["image.onnx"], spec, Random(ParameterTable.Vision(spec)));
            using OnnxModelRun onnx = new(folder["image.onnx"]);
            IReadOnlyDictionary<string, Tensor> found = onnx.Run(("image", randn(2, 3, spec.Resolution, spec.Resolution)));
            Assert.Equal([2, spec.EmbedDim], found["image_features"].shape);
            Assert.Equal([2, Tokens.Patches(spec), spec.Width], found["image_tokens"].shape);
            Assert.True(found["image_features"].isfinite().all().item<bool>());
        },
        iter: 20,
        threads: 1);

    [Fact]
    public void WeightsThatDoNotFitAreListedAndTheOldFileStays()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> parameters = Random(ParameterTable.Text(CausalText.Definition));
        parameters.Remove("ln_final.weight");
        parameters["text_projection.bias"] = zeros(15);
        parameters["text_projection.weight"] = zeros(16, 32, ScalarType.Int64);
        File.WriteAllText(folder["text.onnx"], "old");

        OpenVisionException error = Assert.Throws<OpenVisionException>(() => OnnxExport.Text(folder["text.onnx"], CausalText.Definition, parameters));

        Assert.Equal(
            "The weights do not fit CausalText: 'ln_final.weight' [32] is missing; 'text_projection.weight' is Int64, expected floating point; "
            + "'text_projection.bias' has shape [15], expected [16]. Name weights of this model.",
            error.Message);
        Assert.Equal("old", File.ReadAllText(folder["text.onnx"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.Text(folder["text.onnx"], CausalText.Definition, parameters, OnnxExport.EmbeddedLimit + 1));
    }

    private static Dictionary<string, Tensor> Random(IEnumerable<ParameterSpec> parameters)
    {
        using Generator generator = new(3);
        return parameters.ToDictionary(parameter => parameter.Name, parameter => randn([.. parameter.Shape.Select(size => (long)size)], generator: generator) * 0.3);
    }
}
