using OpenVision.Tests.Onnx;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Cli;

public sealed class ExportVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("MicroClipModel", "clip-openai-micro")]
    [InlineData("MicroSigLipModel", "siglip-micro")]
    public void AWholeModelsPartsGiveTheReferencesFeatures(string model, string fixture)
    {
        CommandLine run = Run(model, "--weights", MicroClip.WeightsOf(fixture), "--output", folder["x.onnx"]);

        Assert.Equal($"written to {folder["x-image.onnx"]}\nwritten to {folder["x-text.onnx"]}\n", run.Output.ReplaceLineEndings("\n"));
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");
        using OnnxModelRun image = new(folder["x-image.onnx"]), text = new(folder["x-text.onnx"]);
        Fixture.Near(expected["image.features"], image.Run(("image", expected["input.image"]))["image_features"], 1e-4, "image features");
        Fixture.Near(expected["text.features"], text.Run(("text", expected["input.text"]))["text_features"], 1e-4, "text features");
    }

    [Fact]
    public void AnEncoderAloneIsOneFileAndADecoderComesWithItsModel()
    {
        using (MicroCaptioningModel model = new())
        {
            ModelWeights.Save(model.Model, model.Parameters, folder["w.safetensors"], new Dictionary<string, string>());
        }

        Assert.Equal([folder["v.onnx"]], Files(Run("MicroVision", "--weights", folder["w.safetensors"], "--output", folder["v.onnx"], "--json")));
        Assert.Equal(
            [folder["m-image.onnx"], folder["m-text.onnx"], folder["m-decoder.onnx"]],
            Files(Run("MicroCaptioningModel", "--weights", folder["w.safetensors"], "--output", folder["m"], "--format", "onnx", "--json")));
        Assert.StartsWith("error: --format takes onnx, not 'tflite'.\n", Run("MicroVision", "--weights", "w", "--output", "o", "--format", "tflite").Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static string[] Files(CommandLine run)
    {
        string[] files = [.. run.Json().GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.All(files, file => Assert.True(File.Exists(file)));
        return files;
    }

    private static CommandLine Run(params string[] args) => CommandLine.Run(OpenVisionCatalogue.Own, ["export", .. args]);
}
