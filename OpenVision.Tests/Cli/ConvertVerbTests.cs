using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Cli;

public sealed class ConvertVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("MicroClipModel", "clip-openai-micro", "hf")]
    [InlineData("MicroSigLipModel", "siglip-micro", "flax")]
    [InlineData("MicroOpenVisionModel", "openvision-micro-random", "flax")]
    [InlineData("MicroConvNextModel", "convnext-micro", "openvision")]
    public void ThereAndBackIsBitExact(string model, string fixture, string layout)
    {
        CommandLine there = Run(model, "--from", MicroClip.WeightsOf(fixture), "--to", folder["there.safetensors"], "--layout", layout, "--json");
        CommandLine back = Run(model, "--from", folder["there.safetensors"], "--to", folder["back.safetensors"]);

        Assert.True(there.ExitCode == 0 && back.ExitCode == 0, there.Error + back.Error);
        Assert.Empty(OpenClipCheck.Differences(
            OpenVisionCatalogue.Own.Clips.Single(entry => entry.Spec.Name == model).Spec, OpenClipConfigFile.Read(folder[OpenClipConfigFile.Name])));
        Assert.Equal(0, there.Json().GetProperty("left_out").GetArrayLength());
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.weights.safetensors"), found = Safetensors.Read(folder["back.safetensors"]);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.True(pair.Value.equal(found[pair.Key]).all().item<bool>(), pair.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("params/")]
    public void NumpyArchivesOfTheJaxCodeAreReadUnderEitherRoot(string root)
    {
        CommandLine there = Run("MicroSigLipModel", "--from", MicroClip.WeightsOf("siglip-micro"), "--to", folder["there.npz"], "--layout", "flax");
        Assert.True(there.ExitCode == 0, there.Error);
        using (WeightSource archive = WeightSource.Open(folder["there.npz"]))
        {
            Npz.Write(folder["rooted.npz"], archive.ReadAll().ToDictionary(pair => root + pair.Key, pair => pair.Value));
        }

        using ClipModel expected = MicroClip.Load("siglip-micro"), found = MicroClip.Load("siglip-micro", folder["rooted.npz"]);
        Assert.True(expected.Parameters.Values.equal(found.Parameters.Values).all().item<bool>());
    }

    [Fact]
    public void LearnedPositionsOfAnotherResolutionAreNotConverted()
    {
        Dictionary<string, Tensor> tensors = new(Fixture.Tensors("clip-openai-micro.weights.safetensors"));
        tensors["visual.positional_embedding"] = PositionGrid.Resample(tensors["visual.positional_embedding"], 4, 6);
        Safetensors.Write(folder["other.safetensors"], tensors);
        CommandLine run = Run("MicroClipModel", "--from", folder["other.safetensors"], "--to", folder["x.safetensors"]);
        Assert.Equal(
            $"error: {folder["other.safetensors"]}: 'visual.positional_embedding' holds learned positions of another resolution than MicroClipModel's. Declare the encoder with the resolution of these weights.\n",
            run.Error);
        Assert.False(File.Exists(folder["x.safetensors"]));
    }

    [Fact]
    public void NumberFormatsStayAsTheyAre()
    {
        Safetensors.Write(folder["half.safetensors"], Fixture.Tensors("clip-openai-micro.weights.safetensors").ToDictionary(pair => pair.Key, pair => pair.Value.to_type(ScalarType.BFloat16)));
        Run("MicroClipModel", "--from", folder["half.safetensors"], "--to", folder["hf.safetensors"], "--layout", "hf");
        Assert.All(Safetensors.ReadHeader(folder["hf.safetensors"]).Tensors.Values, entry => Assert.Equal(ScalarType.BFloat16, entry.Type));
    }

    [Fact]
    public void ADecoderIsLeftOutWhereTheLayoutHasNoNamesForIt()
    {
        using (MicroCaptioningModel model = new(new GraphSettings(CPU, Half: false, Trains: false, Seed: 3)))
        {
            ModelWeights.Save(model.Model, model.Parameters, folder["whole.safetensors"], new Dictionary<string, string>());
        }

        CommandLine run = Run("MicroCaptioningModel", "--from", folder["whole.safetensors"], "--to", folder["open_clip_model.safetensors"]);
        Assert.Equal(
            $"OpenVision to OpenClip, written to {folder["open_clip_model.safetensors"]}, 60 tensors\n"
            + "left out: decoder.image_projection.weight, decoder.text_projection.weight, decoder.queries, decoder.transformer.resblocks.0.ln_1.weight and 26 more\n",
            run.Output.ReplaceLineEndings("\n"));
        MicroOpenVisionModel.Load(folder["open_clip_model.safetensors"]).Dispose();
    }

    [Fact]
    public void AHeaderIsCheckedWithoutReadingATensor()
    {
        // A file of the right header whose data are not there: a hole on disk.
        using (FileStream file = File.Create(folder["hole.safetensors"]))
        {
            byte[] whole = File.ReadAllBytes(MicroClip.WeightsOf("clip-openai-micro"));
            int header = 8 + (int)BitConverter.ToUInt64(whole);
            file.Write(whole.AsSpan(0, header));
            file.SetLength(whole.Length);
        }

        CommandLine fits = Run("MicroClipModel", "--check", folder["hole.safetensors"], "--header", folder["header.json"]);
        CommandLine part = Run("MicroClipVision", "--check", folder["hole.safetensors"]);
        CommandLine other = Run("MicroSigLipModel", "--check", folder["hole.safetensors"]);
        File.Copy(Fixture.PathOf("siglip-micro.config.json"), folder[OpenClipConfigFile.Name]);
        CommandLine config = Run("MicroClipModel", "--check", folder["hole.safetensors"]);

        Assert.Equal($"{folder["hole.safetensors"]} fits MicroClipModel: OpenVision, 62 tensors\n", fits.Output.ReplaceLineEndings("\n"));
        Assert.Empty(CheckpointCheck.Differences(MicroClipModel.Definition, JsonLeaves.Read(File.ReadAllText(folder["header.json"])))!);
        Assert.Contains("left out: ln_final.bias, ln_final.weight, logit_scale, positional_embedding and 26 more", part.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (other.ExitCode, config.ExitCode));
        Assert.StartsWith($"error: {folder["hole.safetensors"]} does not fit MicroSigLipModel: 'visual.trunk.patch_embed.proj.weight' [48, 3, 8, 8] is missing; ", other.Error, StringComparison.Ordinal);
        Assert.StartsWith($"error: {folder[OpenClipConfigFile.Name]} is not that of MicroClipModel: 'embed_dim' is 48, and the model has 32; ", config.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongUsageIsTold()
    {
        Assert.StartsWith("error: convert needs --from and --to, or --check.\n", Run("MicroClipModel", "--from", "x").Error, StringComparison.Ordinal);
        Assert.StartsWith("error: --check takes only --header beside it.\n", Run("MicroClipModel", "--check", "x", "--to", "y").Error, StringComparison.Ordinal);
        Assert.StartsWith("error: There is no model of two towers and no recipe 'MicroClipModl'.\n", Run("MicroClipModl", "--check", "x").Error, StringComparison.Ordinal);
        Assert.StartsWith("error: The layout Flax cannot hold MicroClipModel: ", Run("MicroClipModel", "--from", MicroClip.WeightsOf("clip-openai-micro"), "--to", folder["x"], "--layout", "flax").Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static CommandLine Run(params string[] args) => CommandLine.Run(OpenVisionCatalogue.Own, ["convert", .. args]);
}
