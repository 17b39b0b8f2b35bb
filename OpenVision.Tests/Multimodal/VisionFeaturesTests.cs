using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

public sealed class VisionFeaturesTests
{
    [Theory]
    [InlineData(-1, "image.block.1")]
    [InlineData(-2, "image.block.0")]
    [InlineData(-3, "image.embeddings")]
    public void LayersAreTheReferences(int layer, string key)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load("openvision-micro-random");
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-micro-random.expected.safetensors");

        Fixture.Near(expected[key], model.Vision.Features(expected["input.image"], layer, classToken: true), 2e-5, key);
        Fixture.Near(expected[key].narrow(1, 1, 16), model.Vision.Features(expected["input.image"], layer, classToken: false), 2e-5, $"{key}, patches");
    }

    /// <summary>Of an encoder with a norm before its blocks, and of one without a class token.</summary>
    [Theory]
    [InlineData("clip-openai-micro", 17)]
    [InlineData("siglip-micro", 16)]
    public void OtherFamiliesGiveTheirTokens(string fixture, int tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load(fixture);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");
        Tensor image = expected["input.image"];

        Fixture.Near(expected["image.block.0"], model.Vision.Features(image, -2, classToken: true), 2e-5, "the block before the last");
        Assert.Equal([image.shape[0], tokens, model.Vision.Spec.Width], model.Vision.Features(image, -1, classToken: true).shape);
        Assert.Equal([image.shape[0], 16, model.Vision.Spec.Width], model.Vision.Features(image, -1, classToken: false).shape);
    }

    [Fact]
    public void AConvNextGivesItsLastLayerAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load("convnext-micro");
        Tensor image = Fixture.Tensors("convnext-micro.expected.safetensors")["input.image"];

        Fixture.Near(model.Vision.Forward(image).Tokens, model.Vision.Features(image, -1, classToken: false), 0, "tokens");
        Assert.Contains("last layer alone", Assert.Throws<NotSupportedException>(() => model.Vision.Features(image, -2, classToken: false)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void LayersThatAreNotThereAreRefused(int layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClipModel model = MicroClip.Load("openvision-micro-random");
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Vision.Features(zeros(1, 3, 32, 32), layer, classToken: false));
    }

    /// <summary>Blocks behind the layer get no gradient, those before it do; a frozen encoder's tokens ask for none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnlyAnEncoderThatTrainsIsDifferentiated(bool trains)
    {
        using DisposeScope scope = NewDisposeScope();
        ModelParts parts = ModelParts.Connector | (trains ? ModelParts.Vision : ModelParts.None);
        using MicroReader model = new(new(), MultimodalSettings.Of(GraphSettings.Inference with { Seed = 3 }, parts));
        using PictureTiles picture = new(randn(1, 3, 32, 32), new(32, 32));

        model.PictureTokens(picture).square().sum().backward();

        Assert.True(Gradient(model.ConnectorParameters, "0.weight") > 0);
        if (trains)
        {
            Assert.True(Gradient(model.VisionParameters, "visual.conv1.weight") > 0);
            Assert.True(Gradient(model.VisionParameters, "visual.transformer.resblocks.0.mlp.c_fc.weight") > 0);
            Assert.Equal(0, Gradient(model.VisionParameters, "visual.transformer.resblocks.1.mlp.c_fc.weight"));
        }
        else
        {
            Assert.All(model.VisionParameters.Parameters, parameter => Assert.False(parameter.Compute.requires_grad));
        }
    }

    /// <summary>More tiles than run at once, of pictures of several kinds.</summary>
    [Fact]
    public void ManyPicturesTogetherGiveWhatEachGivesAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using MicroReader model = new(MicroMultimodal.AnyRes(MicroMultimodal.AllGrids), MultimodalSettings.Of(GraphSettings.Inference with { Seed = 3 }, ModelParts.None), new());
        PictureTiles[] pictures =
        [
            new(randn(1, 3, 32, 32), new(32, 32)),
            new(randn(37, 3, 32, 32), new(500, 400), new TileGrid(6, 6)),
            new(randn(5, 3, 32, 32), new(64, 64), IsVideo: true),
            new(randn(7, 3, 32, 32), new(90, 60), new TileGrid(3, 2)),
        ];

        IReadOnlyList<Tensor> together = model.PictureTokens(pictures);

        Assert.Equal([17, TileLayout.Tokens(model.Spec, new(6, 6), new(500, 400)), (5 * 4) + 1, 16 + (8 * 13)], together.Select(tokens => tokens.shape[0]));
        for (int i = 0; i < pictures.Length; i++)
        {
            Fixture.Near(model.PictureTokens(pictures[i]), together[i], 1e-5, $"picture {i}");
        }
    }

    [Fact]
    public void AClassTokenHasNoPlaceInAGrid() =>
        Assert.Contains("class token", Assert.Throws<OpenVisionException>(() => new MicroReader(MicroMultimodal.AnyRes(MicroMultimodal.FiveGrids), classToken: true)).Message);

    private static double Gradient(ParameterStore store, string name) => store[name].Compute.grad!.abs().sum().item<float>();
}
