using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

public sealed class MultimodalWeightsTests
{
    private static readonly ImagePolicySpec anyRes = MicroMultimodal.AnyRes(MicroMultimodal.FiveGrids);

    public static TheoryData<MultimodalLayout> Layouts => [.. Enum.GetValues<MultimodalLayout>()];

    private static MicroReader Model(int seed, int layer = -2) =>
        new(anyRes, MultimodalSettings.Of(GraphSettings.Inference with { Seed = seed }, ModelParts.None), layer: layer);

    private static Tensor Value(ParameterStore store, string name) => store[name].Master;

    private static void SameConnectorAndLanguage(MicroReader expected, MicroReader found)
    {
        Fixture.Near(expected.ConnectorParameters.Values, found.ConnectorParameters.Values, 0, "connector");
        Fixture.Near(expected.LanguageParameters.Values, found.LanguageParameters.Values, 0, "language model");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ACheckpointIsReadAsItWasWritten(MultimodalLayout layout)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using MicroReader written = Model(1), read = Model(2);

        MultimodalWeights.Save(written, folder["model.safetensors"], layout);
        MultimodalLoad load = MultimodalWeights.Load(read, folder["model.safetensors"]);

        Assert.Equal(layout, load.Layout);
        Assert.Equal(folder["model.safetensors"], load.VisionWeights);
        Assert.Equal(["visual.proj"], load.Absent);
        SameConnectorAndLanguage(written, read);
        Tensor image = randn(1, 3, 32, 32);
        Fixture.Near(written.Vision.Features(image, -1, classToken: true), read.Vision.Features(image, -1, classToken: true), 0, "image encoder");
    }

    [Theory]
    [InlineData(MultimodalLayout.Original, "model.mm_projector.2.weight", "model.image_newline", "model.layers.1.mlp.up_proj.weight", "lm_head.weight", "model.vision_tower.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.weight")]
    [InlineData(MultimodalLayout.HuggingFace, "multi_modal_projector.linear_2.weight", "image_newline", "language_model.model.layers.1.mlp.up_proj.weight", "language_model.lm_head.weight", "vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.weight")]
    [InlineData(MultimodalLayout.HuggingFaceModules, "model.multi_modal_projector.linear_2.weight", "model.image_newline", "model.language_model.layers.1.mlp.up_proj.weight", "lm_head.weight", "model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.weight")]
    public void NamesAreThePublishedOnes(MultimodalLayout layout, params string[] names)
    {
        using TemporaryFolder folder = new();
        using MicroReader model = Model(1);
        MultimodalWeights.Save(model, folder["model.safetensors"], layout);
        Assert.Empty(names.Except(Safetensors.ReadHeader(folder["model.safetensors"]).Tensors.Keys));
    }

    /// <summary>As LLaVA-OneVision's tower, which has no block behind the one that is read.</summary>
    [Fact]
    public void BlocksThatAreNotReadMayBeMissingAndAreThenZero()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using MicroReader written = Model(1), read = Model(2), last = Model(2, layer: -1);
        MultimodalWeights.Save(written, folder["whole.safetensors"], MultimodalLayout.HuggingFace);
        Dictionary<string, Tensor> tensors = Safetensors.Read(folder["whole.safetensors"]).Where(pair => !pair.Key.Contains("layers.1.", StringComparison.Ordinal) || pair.Key.StartsWith("language_model", StringComparison.Ordinal)).ToDictionary();
        tensors["language_model.model.layers.0.self_attn.rotary_emb.inv_freq"] = zeros(4);
        tensors["vision_tower.vision_model.embeddings.position_ids"] = zeros(1, 17, ScalarType.Int64);
        Safetensors.Write(folder["cut.safetensors"], tensors);

        MultimodalLoad load = MultimodalWeights.Load(read, folder["cut.safetensors"]);

        Assert.Contains("visual.transformer.resblocks.1.mlp.c_fc.weight", load.Absent);
        Assert.Equal(0, Value(read.VisionParameters, "visual.transformer.resblocks.1.mlp.c_fc.weight").abs().max().item<float>());
        Fixture.Near(Value(written.VisionParameters, "visual.transformer.resblocks.0.attn.in_proj_weight"), Value(read.VisionParameters, "visual.transformer.resblocks.0.attn.in_proj_weight"), 0, "queries, keys and values");
        Assert.Contains("layers.1", Assert.Throws<OpenVisionException>(() => MultimodalWeights.Load(last, folder["cut.safetensors"])).Message);
    }

    [Fact]
    public void ACheckpointWithoutAnEncoderFallsBackToItsOwnFile()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using MicroReader written = Model(1), read = Model(2);
        MultimodalWeights.Save(written, folder["model.safetensors"], MultimodalLayout.Original, withVision: false);

        Assert.Contains("trained with a frozen one", Assert.Throws<OpenVisionException>(() => MultimodalWeights.Load(read, folder["model.safetensors"])).Message);
        string own = MicroClip.WeightsOf("openvision-micro-random");
        Assert.Equal(own, MultimodalWeights.Load(read, folder["model.safetensors"], own).VisionWeights);

        SameConnectorAndLanguage(written, read);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-micro-random.expected.safetensors");
        Fixture.Near(expected["image.block.0"], read.Vision.Features(expected["input.image"], -2, classToken: true), 2e-5, "image encoder");
    }

    [Fact]
    public void AConnectorIsReadAloneWhateverStandsBeforeItsName()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using MicroReader written = Model(1), read = Model(2), again = Model(3);
        MultimodalWeights.SaveConnector(written, folder["mm_projector.safetensors"]);
        MultimodalWeights.LoadConnector(read, folder["mm_projector.safetensors"]);
        Fixture.Near(written.ConnectorParameters.Values, read.ConnectorParameters.Values, 0, "connector");

        Safetensors.Write(folder["engine.safetensors"], Safetensors.Read(folder["mm_projector.safetensors"]).ToDictionary(pair => "module." + pair.Key, pair => pair.Value));
        MultimodalWeights.LoadConnector(again, folder["engine.safetensors"]);
        Fixture.Near(written.ConnectorParameters.Values, again.ConnectorParameters.Values, 0, "connector");
    }

    [Fact]
    public void WhatDoesNotFitIsListedAndNothingIsChanged()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using MicroReader written = Model(1), read = Model(2), untouched = Model(2);
        MultimodalWeights.Save(written, folder["model.safetensors"], MultimodalLayout.Original);
        Dictionary<string, Tensor> tensors = new(Safetensors.Read(folder["model.safetensors"]));
        tensors.Remove("model.image_newline");
        tensors["model.mm_projector.0.bias"] = zeros(7);
        tensors["model.layers.9.mlp.up_proj.weight"] = zeros(1);
        Safetensors.Write(folder["other.safetensors"], tensors);

        string message = Assert.Throws<OpenVisionException>(() => MultimodalWeights.Load(read, folder["other.safetensors"])).Message;

        Assert.Contains("'model.image_newline' [48] is missing", message);
        Assert.Contains("'model.mm_projector.0.bias' has shape [7], expected [48]", message);
        Assert.Contains("'model.layers.9.mlp.up_proj.weight' is unexpected", message);
        SameConnectorAndLanguage(untouched, read);
    }

    [Fact]
    public void PicklesAreNeverRead()
    {
        using TemporaryFolder folder = new();
        using MicroReader model = Model(1);
        File.WriteAllBytes(folder["mm_projector.bin"], [0x80, 2]);
        Assert.Contains("pickle", Assert.Throws<OpenVisionException>(() => MultimodalWeights.LoadConnector(model, folder["mm_projector.bin"])).Message);
    }
}
