using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Vision;

/// <summary>Both towers against the published PyTorch port, tolerances from Fixtures/README.md.</summary>
public sealed class ReferenceParityTests
{
    [Theory]
    [InlineData("openvision-micro", "image.pooled")]
    [InlineData("openvision-micro-random", "image.features")]
    public void FeaturesAndTokensAreTheReferences(string fixture, string pooled)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Towers towers = new(fixture, trains: false);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");

        VisionFeatures image = towers.Vision.Forward(expected["input.image"]);
        TextFeatures text = towers.Text.Forward(expected["input.text"]);
        Tensor imageUnit = ContrastiveLoss.Normalize(image.Embedding);
        Tensor textUnit = ContrastiveLoss.Normalize(text.Embedding);

        Fixture.Near(expected[pooled], image.Embedding, 2e-5, "image features");
        Fixture.Near(expected["image.tokens"], image.Tokens, 2e-5, "image tokens");
        Fixture.Near(expected["text.features"], text.Embedding, 2e-5, "text features");
        Fixture.Near(expected["image.features_normalized"], imageUnit, 5e-6, "image features, normalised");
        Fixture.Near(expected["text.features_normalized"], textUnit, 5e-6, "text features, normalised");
        Fixture.Near(expected["logits_per_image"], imageUnit.matmul(textUnit.t()) * towers.Scale.Logarithm.exp(), 2e-5, "logits");
    }

    [Fact]
    public void HalfPrecisionFeaturesPointTheSameWay()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Towers towers = new("openvision-micro-random", trains: false, half: true);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-micro-random.expected.safetensors");

        Tensor image = ContrastiveLoss.Normalize(towers.Vision.Forward(expected["input.image"]).Embedding);
        Tensor text = ContrastiveLoss.Normalize(towers.Text.Forward(expected["input.text"]).Embedding);

        Assert.True((image * expected["image.features_normalized"]).sum(1).min().item<float>() >= 0.999);
        Assert.True((text * expected["text.features_normalized"]).sum(1).min().item<float>() >= 0.999);
    }

    [Fact]
    public void LossAndGradientsAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using Towers towers = new("openvision-micro-random", trains: true);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-micro-random.expected.safetensors");
        JsonElement gradients = Fixture.Json("openvision-micro-random.gradients.json");

        Tensor image = ContrastiveLoss.Normalize(towers.Vision.Forward(expected["input.image"]).Embedding);
        Tensor text = ContrastiveLoss.Normalize(towers.Text.Forward(expected["input.text"]).Embedding);
        Tensor loss = ContrastiveLoss.Pair(image, text, towers.Scale);
        loss.backward();

        Assert.Equal(gradients.GetProperty("value").GetDouble(), loss.item<float>(), 2e-5);
        JsonElement norms = gradients.GetProperty("gradient_l2_norms");
        foreach (Parameter parameter in towers.Store.Parameters)
        {
            double norm = norms.GetProperty(parameter.Name).GetDouble();
            double found = parameter.Compute.grad!.norm().item<float>();
            Assert.True(Math.Abs(found - norm) <= 1e-4 * norm, $"{parameter.Name}: gradient norm {found}, reference {norm}");
        }
    }

    [Fact]
    public void FixedPositionsFollowTheirDefinition()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Grid = 3, Width = 16, Frequencies = Width / 4;
        float[] found = SinCosPositions.Grid(Grid, Width).data<float>().ToArray();
        for (int token = 0; token < Grid * Grid; token++)
        {
            for (int i = 0; i < Width; i++)
            {
                double place = i < 2 * Frequencies ? token % Grid : token / Grid;       // the column first, then the row
                double angle = place / Math.Pow(10000, (i % Frequencies) / (Frequencies - 1.0));
                double expected = i / Frequencies % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
                Assert.Equal(expected, found[(token * Width) + i], 1e-6);
            }
        }
    }

    [Fact]
    public void ImagesThatThePatchDoesNotDivideAreRefused()
    {
        using Towers towers = new("openvision-micro", trains: false);
        using Tensor images = zeros(1, 3, 36, 36);
        ArgumentException error = Assert.Throws<ArgumentException>(() => towers.Vision.Forward(images));
        Assert.StartsWith("Images of shape [1, 3, 36, 36] do not fit: expected [B, 3, R, R] with R a multiple of the patch, 8.", error.Message);
    }

    private sealed class Towers : IDisposable
    {
        public Towers(string fixture, bool trains, bool half = false)
        {
            ParameterSizes sizes = ParameterCount.VisionTrained(MicroVision.Definition) + ParameterCount.Text(MicroText.Definition)
                + new ParameterSizes(0, 0, 1);
            Store = new ParameterStore(sizes, new GraphSettings(CPU, half, trains, Seed: 0));
            Vision = new MicroVision(Store.Root["visual"]);
            Text = new MicroText(Store.Root);
            Scale = new LogitScale(Store.Root);
            Store.Seal();
            IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors($"{fixture}.weights.safetensors");
            Fixture.Load(Store, weights, name => weights[name].alias());
        }

        public ParameterStore Store { get; }

        public MicroVision Vision { get; }

        public MicroText Text { get; }

        public LogitScale Scale { get; }

        public void Dispose() => Store.Dispose();
    }
}
