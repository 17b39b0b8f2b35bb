using OpenVision.Clip;
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
    [Fact]
    public void FeaturesAndTokensOfTheFirstFixtureAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel towers = MicroClip.Load("openvision-micro");
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-micro.expected.safetensors");

        VisionFeatures image = towers.Vision.Forward(expected["input.image"]);
        TextFeatures text = towers.Text.Forward(expected["input.text"]);
        Tensor imageUnit = ContrastiveLoss.Normalize(image.Embedding);
        Tensor textUnit = ContrastiveLoss.Normalize(text.Embedding);

        Fixture.Near(expected["image.pooled"], image.Embedding, 2e-5, "image features");
        Fixture.Near(expected["image.tokens"], image.Tokens, 2e-5, "image tokens");
        Fixture.Near(expected["text.features"], text.Embedding, 2e-5, "text features");
        Fixture.Near(expected["image.features_normalized"], imageUnit, 5e-6, "image features, normalised");
        Fixture.Near(expected["text.features_normalized"], textUnit, 5e-6, "text features, normalised");
        Fixture.Near(expected["logits_per_image"], imageUnit.matmul(textUnit.t()) * towers.Scale.Logarithm.exp(), 2e-5, "logits");
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
        using ClipModel towers = MicroClip.Load("openvision-micro");
        using Tensor images = zeros(1, 3, 36, 36);
        ArgumentException error = Assert.Throws<ArgumentException>(() => towers.Vision.Forward(images));
        Assert.StartsWith("Images of shape [1, 3, 36, 36] do not fit: expected [B, 3, R, R] with R a multiple of the patch, 8.", error.Message);
    }
}
