using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Evaluation;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Cli;

public sealed class EncodeVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("MicroOpenVisionModel", "openvision-micro-random")]
    [InlineData("MicroClipModel", "clip-openai-micro")]
    [InlineData("MicroSigLipModel", "siglip-micro")]
    [InlineData("MicroConvNextModel", "convnext-micro")]
    public void ReadyTensorsBecomeTheReferencesFeatures(string model, string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");
        Safetensors.Write(folder["in.safetensors"], new Dictionary<string, Tensor> { ["image"] = expected["input.image"], ["text"] = expected["input.text"] });

        CommandLine run = Run("encode", model, "--weights", MicroClip.WeightsOf(fixture), "--input", folder["in.safetensors"], "--output", folder["out.safetensors"], "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        IReadOnlyDictionary<string, Tensor> found = Safetensors.Read(folder["out.safetensors"]);
        Fixture.Near(expected["image.features"], found["image_features"], 2e-5, "image features");
        Fixture.Near(expected["text.features"], found["text_features"], 2e-5, "text features");
        Assert.Equal(expected["input.image"].shape[0], found["image_tokens"].shape[0]);
        Assert.Equal(["image_features", "image_tokens", "text_features"], run.Json().GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()));
    }

    [Fact]
    public void OneEncoderTakesItsShareOfTheWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("clip-openai-micro.expected.safetensors");
        Safetensors.Write(folder["in.safetensors"], new Dictionary<string, Tensor> { ["text"] = expected["input.text"] });

        CommandLine run = Run("encode", "MicroClipText", "--weights", MicroClip.WeightsOf("clip-openai-micro"), "--input", folder["in.safetensors"], "--output", folder["out.safetensors"]);

        Assert.Equal($"text_features [3, 32]\nwritten to {folder["out.safetensors"]}\n", run.Output.ReplaceLineEndings("\n"));
        Fixture.Near(expected["text.features"], Safetensors.Read(folder["out.safetensors"])["text_features"], 2e-5, "text features");
    }

    [Fact]
    public void PicturesKeepTheirOrderAndNames()
    {
        using ColorShard shard = new();
        using DisposeScope scope = NewDisposeScope();

        CommandLine run = Run("encode", "MicroClipVision", "--weights", MicroClip.WeightsOf("clip-openai-micro"), "--input", shard.Path, "--output", folder["out.safetensors"], "--features-only");

        Assert.Equal($"image_features [3, 32]\nwritten to {folder["out.safetensors"]}\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(3, JsonSerializer.Deserialize<string[]>(Safetensors.ReadHeader(folder["out.safetensors"]).Metadata["samples"])!.Distinct().Count());
    }

    [Fact]
    public void WhatCannotBeEncodedIsOneLine()
    {
        using DisposeScope scope = NewDisposeScope();
        string weights = MicroClip.WeightsOf("clip-openai-micro");
        Safetensors.Write(folder["flat.safetensors"], new Dictionary<string, Tensor> { ["image"] = ones(3, 32, 32) });
        Safetensors.Write(folder["odd.safetensors"], new Dictionary<string, Tensor> { ["image"] = ones(1, 3, 33, 33) });
        Safetensors.Write(folder["other.safetensors"], new Dictionary<string, Tensor> { ["other"] = ones(1) });
        string Error(string input, string model = "MicroClipModel", string? with = null) =>
            Run("encode", model, "--weights", with ?? weights, "--input", input, "--output", folder["out.safetensors"]).Error;

        Assert.Equal($"error: {folder["flat.safetensors"]}: 'image' is Float32 [3, 32, 32]; expected Float32 with 4 dimensions, none of them 0.\n", Error(folder["flat.safetensors"]));
        Assert.StartsWith($"error: {folder["odd.safetensors"]}: 'image' does not fit the model. Images of shape [1, 3, 33, 33] do not fit", Error(folder["odd.safetensors"]), StringComparison.Ordinal);
        Assert.StartsWith($"error: '{folder["other.safetensors"]}' holds nothing that 'MicroClipModel' encodes.", Error(folder["other.safetensors"]), StringComparison.Ordinal);
        Assert.StartsWith($"error: {MicroClip.WeightsOf("siglip-micro")} does not fit MicroClipModel: 'visual.class_embedding' [64] is missing; ", Error(folder["other.safetensors"], with: MicroClip.WeightsOf("siglip-micro")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.safetensors"]));
    }

    public void Dispose() => folder.Dispose();

    private static CommandLine Run(params string[] args) => CommandLine.Run(OpenVisionCatalogue.Own, args);
}
