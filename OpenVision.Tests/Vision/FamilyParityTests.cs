using System.Text.Json;
using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Vision;

/// <summary>Every family against open_clip and timm, tolerances from Fixtures/README.md.</summary>
public sealed class FamilyParityTests
{
    public static TheoryData<string> Fixtures => ["openvision-micro-random", "clip-openai-micro", "siglip-micro", "convnext-micro"];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void FeaturesLogitsAndLossAreTheReferences(string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load(fixture);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");

        VisionFeatures image = model.Vision.Forward(expected["input.image"]);
        TextFeatures text = model.Text.Forward(expected["input.text"]);
        Tensor imageUnit = ContrastiveLoss.Normalize(image.Embedding), textUnit = ContrastiveLoss.Normalize(text.Embedding);
        Tensor logits = imageUnit.matmul(textUnit.t()) * model.Scale.Logarithm.exp() + (model.Scale.Bias ?? tensor(0f));

        Fixture.Near(expected["image.features"], image.Embedding, 2e-5, "image features");
        Fixture.Near(expected["text.features"], text.Embedding, 2e-5, "text features");
        Fixture.Near(expected["image.features_normalized"], imageUnit, 5e-6, "image features, normalised");
        Fixture.Near(expected["text.features_normalized"], textUnit, 5e-6, "text features, normalised");
        Fixture.Near(expected["logits_per_image"], logits, 2e-5, "logits");
        Fixture.Near(expected["logits_per_text"], logits.t(), 2e-5, "logits of texts");
        Fixture.Near(expected[LossOf(model)], ContrastiveLoss.Pair(imageUnit, textUnit, model.Scale), 2e-5, "loss");
        Fixture.Near(ImageTokens(expected), image.Tokens, 2e-5, "image tokens");
        Fixture.Near(expected[$"text.block.{model.Text.Spec.Depth - 1}"].narrow(1, 0, model.Text.Spec.Context - 1), text.Tokens, 2e-5, "text tokens");
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void HalfPrecisionFeaturesPointTheSameWay(string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load(fixture, half: true);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");

        Tensor image = ContrastiveLoss.Normalize(model.Vision.Forward(expected["input.image"]).Embedding);
        Tensor text = ContrastiveLoss.Normalize(model.Text.Forward(expected["input.text"]).Embedding);

        Assert.True((image * expected["image.features_normalized"]).sum(1).min().item<float>() >= 0.999);
        Assert.True((text * expected["text.features_normalized"]).sum(1).min().item<float>() >= 0.999);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void LossAndGradientsAreTheReferences(string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClipModel model = MicroClip.Load(fixture, trains: true);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");
        JsonElement gradients = Fixture.Json($"{fixture}.gradients.json");

        Tensor image = ContrastiveLoss.Normalize(model.Vision.Forward(expected["input.image"]).Embedding);
        Tensor text = ContrastiveLoss.Normalize(model.Text.Forward(expected["input.text"]).Embedding);
        Tensor loss = ContrastiveLoss.Pair(image, text, model.Scale);
        loss.backward();

        Assert.Equal(gradients.GetProperty("value").GetDouble(), loss.item<float>(), 2e-5);
        JsonElement norms = gradients.GetProperty("gradient_l2_norms");
        Assert.Equal(norms.EnumerateObject().Count(), model.Parameters.Parameters.Count);
        Dictionary<string, string> published = LayoutMap.Of(WeightLayout.OpenClip, model.Model).ToDictionary(map => map.Parameter.Name, map => map.Parts[0].Key);
        foreach (Parameter parameter in model.Parameters.Parameters)
        {
            double norm = norms.GetProperty(published[parameter.Name]).GetDouble();
            double found = parameter.Compute.grad!.norm().item<float>();
            Assert.True(Math.Abs(found - norm) <= 1e-4 * norm, $"{parameter.Name}: gradient norm {found}, reference {norm}");
        }
    }

    [Fact]
    public void LearnedPositionsAreResampledForOtherResolutions()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClipModel model = MicroClip.Load("clip-openai-micro");
        VisionFeatures features = model.Vision.Forward(randn(2, 3, 48, 48));
        Assert.Equal([2, 36, 64], features.Tokens.shape);
        Tensor positions = arange(1 + 16).to_type(ScalarType.Float32).view(17, 1);
        Tensor constant = PositionGrid.Resample(cat([positions.narrow(0, 0, 1), ones(16, 1)]), 4, 6);
        Fixture.Near(cat([zeros(1, 1), ones(36, 1)]), constant, 1e-6, "constant positions stay constant, the class token's is kept");
    }

    /// <summary>From the definition: a triangle of half-width 1 around each new centre, its weights normalised.</summary>
    [Fact]
    public void BilinearResamplingOfPositionsFollowsItsDefinition()
    {
        using DisposeScope scope = NewDisposeScope();
        const int From = 3, To = 5;
        Tensor positions = randn(From * From, 2, dtype: ScalarType.Float64);
        Tensor weights = zeros(To, From, ScalarType.Float64);
        for (int i = 0; i < To; i++)
        {
            double center = (i + 0.5) * From / To;
            double[] shares = [.. Enumerable.Range(0, From).Select(j => Math.Max(0, 1 - Math.Abs(j + 0.5 - center)))];
            for (int j = 0; j < From; j++)
            {
                weights[i, j] = shares[j] / shares.Sum();
            }
        }

        Tensor expected = einsum("ij,kl,jlc->ikc", weights, weights, positions.view(From, From, 2)).reshape(To * To, 2);
        Fixture.Near(expected, PositionGrid.Resample(positions, From, To, Interpolation.Bilinear), 1e-6, "positions");
    }

    private static string LossOf(ClipModel model) => model.Scale.Bias is null ? "loss.clip" : "loss.siglip";

    private static Tensor ImageTokens(IReadOnlyDictionary<string, Tensor> expected) =>
        expected.TryGetValue("image.tokens", out Tensor? tokens) ? tokens : expected["image.stage.3"].flatten(2).transpose(1, 2);
}
