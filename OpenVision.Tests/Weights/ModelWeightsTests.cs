using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("openvision-micro-random")]
    [InlineData("clip-openai-micro")]
    [InlineData("siglip-micro")]
    [InlineData("convnext-micro")]
    public void PublishedWeightsAreWrittenBackBitForBit(string fixture)
    {
        using ClipModel model = MicroClip.Load(fixture);
        ModelWeights.Save(model.Model, model.Parameters, folder["w"], NoMetadata, WeightLayout.OpenClip);
        Same(Fixture.Tensors($"{fixture}.weights.safetensors"), Safetensors.Read(folder["w"]));
    }

    [Theory]
    [InlineData("openvision-micro-random", WeightLayout.OpenVision)]
    [InlineData("openvision-micro-random", WeightLayout.Flax)]
    [InlineData("siglip-micro", WeightLayout.OpenVision)]
    [InlineData("siglip-micro", WeightLayout.Flax)]
    [InlineData("clip-openai-micro", WeightLayout.HuggingFace)]
    [InlineData("convnext-micro", WeightLayout.OpenVision)]
    public void EveryLayoutComesBackBitForBit(string fixture, WeightLayout layout)
    {
        using ClipModel model = MicroClip.Load(fixture);
        ModelWeights.Save(model.Model, model.Parameters, folder["w"], NoMetadata, layout);
        Assert.Equal(layout, LayoutMap.Guess(Safetensors.ReadHeader(folder["w"]).Tensors.Keys));
        using ClipModel back = MicroClip.Load(fixture, folder["w"]);
        Assert.True(model.Parameters.Values.equal(back.Parameters.Values).all().item<bool>());
    }

    [Theory]
    [InlineData("openvision-micro-random", WeightLayout.HuggingFace, "Hugging Face's CLIPModel has a class token")]
    [InlineData("clip-openai-micro", WeightLayout.Flax, "the JAX code has vision transformers without a norm before their blocks")]
    [InlineData("convnext-micro", WeightLayout.Flax, "the JAX code has vision transformers without a norm before their blocks")]
    public void ALayoutThatCannotHoldAModelSaysWhy(string fixture, WeightLayout layout, string reason)
    {
        using ClipModel model = MicroClip.Load(fixture);
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => ModelWeights.Save(model.Model, model.Parameters, folder["w"], NoMetadata, layout));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["w"]));
    }

    /// <summary>The names and axes of <c>CLIPModel</c>, from the outside: queries, keys and values apart, projections transposed.</summary>
    [Fact]
    public void HuggingFacesNamesHoldTheirShares()
    {
        using ClipModel model = MicroClip.Load("clip-openai-micro");
        ModelWeights.Save(model.Model, model.Parameters, folder["w"], NoMetadata, WeightLayout.HuggingFace);
        IReadOnlyDictionary<string, Tensor> stored = Safetensors.Read(folder["w"]), published = Fixture.Tensors("clip-openai-micro.weights.safetensors");
        Equal(published["visual.transformer.resblocks.1.attn.in_proj_weight"].narrow(0, 64, 64), stored["vision_model.encoder.layers.1.self_attn.k_proj.weight"]);
        Equal(published["transformer.resblocks.0.attn.in_proj_bias"].narrow(0, 96, 48), stored["text_model.encoder.layers.0.self_attn.v_proj.bias"]);
        Equal(published["visual.proj"].t(), stored["visual_projection.weight"]);
        Equal(published["text_projection"].t(), stored["text_projection.weight"]);
        Equal(published["visual.ln_pre.weight"], stored["vision_model.pre_layrnorm.weight"]);
        Equal(published["positional_embedding"], stored["text_model.embeddings.position_embedding.weight"]);
        Assert.Equal(published.Count + (4 * 2 * 2), stored.Count); // two more weights and biases in each of four blocks
    }

    [Fact]
    public void HeadsMayBeAnAxisOfTheirOwnInFlaxKernels()
    {
        using ClipModel model = MicroClip.Load("siglip-micro");
        ModelWeights.Save(model.Model, model.Parameters, folder["w"], NoMetadata, WeightLayout.Flax);
        Dictionary<string, Tensor> stored = new(Safetensors.Read(folder["w"]));
        foreach (string key in stored.Keys.Where(key => key.Contains("MultiHeadDotProductAttention", StringComparison.Ordinal)).ToArray())
        {
            Tensor value = stored[key];
            bool isOut = key.Contains("/out/", StringComparison.Ordinal);
            stored[key] = (value.dim(), isOut) switch
            {
                (1, true) => value,
                (1, false) => value.view(3, 16),
                (_, true) => value.view(3, 16, 48),
                _ => value.view(48, 3, 16),
            };
        }

        Safetensors.Write(folder["heads"], stored);
        using ClipModel back = MicroClip.Load("siglip-micro", folder["heads"]);
        Assert.True(model.Parameters.Values.equal(back.Parameters.Values).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ParametersComeBackAsTheyWereInEitherPrecision(bool half)
    {
        using MicroCaptioningModel first = New(half, seed: 1), second = New(half, seed: 2);
        ModelWeights.Save(first.Model, first.Parameters, folder["w"], NoMetadata);
        ModelWeights.Load(second.Model, second.Parameters, folder["w"], ignoreOthers: false);
        Assert.True(first.Parameters.Values.equal(second.Parameters.Values).all().item<bool>());
        Assert.True(first.Parameters["decoder.head.weight"].Compute.equal(second.Parameters["decoder.head.weight"].Compute).all().item<bool>());
    }

    [Fact]
    public void FileThatDoesNotFitIsRefusedWithTheWholeListAndChangesNothing()
    {
        Dictionary<string, Tensor> tensors = new(Fixture.Tensors("clip-openai-micro.weights.safetensors")) { ["other"] = ones(1) };
        tensors["visual.proj"] = ones(32, 64);
        tensors["ln_final.bias"] = ones(48, ScalarType.Int64);
        tensors.Remove("logit_scale");
        Safetensors.Write(folder["w"], tensors);
        using MicroClipModel model = new();
        using Tensor before = model.Parameters.Values.clone();
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => ModelWeights.Load(model.Model, model.Parameters, folder["w"], ignoreOthers: false));
        Assert.Equal(
            $"{folder["w"]} does not fit MicroClipModel: 'visual.proj' has shape [32, 64], expected [64, 32]; 'logit_scale' [] is missing; 'other' is unexpected; "
            + "'ln_final.bias' is Int64, expected floating point. Name weights of this model, or declare the model as it was when they were written.",
            e.Message);
        Assert.True(before.equal(model.Parameters.Values).all().item<bool>());
    }

    [Fact]
    public void HalfPrecisionFilesAreRead()
    {
        IReadOnlyDictionary<string, Tensor> whole = Fixture.Tensors("clip-openai-micro.weights.safetensors");
        Safetensors.Write(folder["w"], whole.ToDictionary(pair => pair.Key, pair => pair.Value.to_type(pair.Key.StartsWith("visual", StringComparison.Ordinal) ? ScalarType.BFloat16 : ScalarType.Float16)));
        using ClipModel model = MicroClip.Load("clip-openai-micro", folder["w"]);
        Equal(whole["visual.proj"].to_type(ScalarType.BFloat16).to_type(ScalarType.Float32), model.Parameters["visual.proj"].Master);
        Equal(whole["text_projection"].to_type(ScalarType.Float16).to_type(ScalarType.Float32), model.Parameters["text_projection"].Master);
    }

    [Fact]
    public void LearnedPositionsOfAnotherResolutionAreResampled()
    {
        Dictionary<string, Tensor> tensors = new(Fixture.Tensors("clip-openai-micro.weights.safetensors"));
        Tensor own = tensors["visual.positional_embedding"];
        tensors["visual.positional_embedding"] = PositionGrid.Resample(own, 4, 6);
        Safetensors.Write(folder["w"], tensors);
        using ClipModel model = MicroClip.Load("clip-openai-micro", folder["w"]);
        Fixture.Near(PositionGrid.Resample(tensors["visual.positional_embedding"], 6, 4), model.Parameters["visual.positional_embedding"].Master, 1e-6, "positions");
        Equal(own[0], model.Parameters["visual.positional_embedding"].Master[0]);
    }

    [Fact]
    public void StoredFixedPositionsAreKeptAndLearnedOnesInTheirPlaceRefused()
    {
        using MicroFixedModel first = new();
        ModelWeights.Save(first.Model, first.Parameters, folder["w"], NoMetadata, WeightLayout.OpenClip);
        Dictionary<string, Tensor> tensors = new(Safetensors.Read(folder["w"]));
        Tensor positions = tensors["visual.positional_embedding"];
        Assert.Equal([17, 64], positions.shape);
        Equal(zeros(64), positions[0]);

        tensors["visual.positional_embedding"] = positions + 1e-6;
        Safetensors.Write(folder["near"], tensors);
        using MicroFixedModel near = MicroFixedModel.Load(folder["near"]);
        ModelWeights.Save(near.Model, near.Parameters, folder["back"], NoMetadata, WeightLayout.OpenClip);
        Same(tensors, Safetensors.Read(folder["back"]));

        tensors["visual.positional_embedding"] = positions + 0.1;
        Safetensors.Write(folder["far"], tensors);
        using MicroFixedModel untouched = new(), other = new();
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => ModelWeights.Load(other, folder["far"], ignoreOthers: false));
        Assert.True(untouched.Parameters.Values.equal(other.Parameters.Values).all().item<bool>());
        Assert.Contains("These positions were learned: declare the encoder with Positions = Positions.Learned.", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static MicroCaptioningModel New(bool half, int seed) => new(new GraphSettings(CPU, half, Trains: true, seed));

    private static void Same(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> found)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Equal(pair.Value, found[pair.Key]));
    }

    private static void Equal(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.True(expected.equal(found).all().item<bool>());
    }
}
