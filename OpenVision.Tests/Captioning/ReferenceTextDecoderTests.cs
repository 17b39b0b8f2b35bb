using OpenVision.Captioning;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Captioning;

/// <summary>OpenVision 2's text decoder against the JAX reference's numbers, tolerances from Fixtures/README.md.</summary>
public sealed class ReferenceTextDecoderTests
{
    private const int VisionWidth = 64;

    [Theory]
    [InlineData(false, "logits")]
    [InlineData(true, "variant.prefix_mask.logits")]
    public void LogitsAreTheReferences(bool prefix, string expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ParameterStore store = Load(prefix, out TextDecoder decoder);
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision2-decoder-micro.expected.safetensors");

        Tensor hidden = decoder.Forward(fixture["input.image_tokens"], Words(fixture));
        Tensor logits = decoder.Logits(hidden);

        Fixture.Near(fixture[expected], logits, 2e-5, "logits");
        if (!prefix)
        {
            Fixture.Near(fixture["decoder.norm"], hidden, 2e-5, "hidden");
            Tensor loss = CaptionLoss.Masked(logits, fixture["input.labels"], fixture["input.loss_mask"]);
            Assert.Equal(fixture["loss.caption"].item<float>(), loss.item<float>(), 2e-5);
        }
    }

    [Fact]
    public void TheMaskIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor expected = Fixture.Tensors("openvision2-decoder-micro.expected.safetensors")["attention_mask"];
        Tensor allowed = AttentionMask.Causal(12).Additive(ScalarType.Float32, CPU).eq(0).to_type(expected.dtype);
        Assert.True(allowed.equal(expected).all().item<bool>());
    }

    [Fact]
    public void ACaptionLongerThanTheContextIsRefused()
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterStore store = Load(prefix: false, out TextDecoder decoder);
        ArgumentException error = Assert.Throws<ArgumentException>(() => decoder.Forward(zeros(1, 5, VisionWidth), zeros(1, 8, ScalarType.Int64)));
        Assert.StartsWith("Texts of shape [1, 8] do not fit: expected [B, T] with T at most 7.", error.Message, StringComparison.Ordinal);
    }

    // The last id is the class token, which the decoder does not read.
    private static Tensor Words(IReadOnlyDictionary<string, Tensor> fixture) => fixture["input.text"].narrow(1, 0, 7);

    private static ParameterStore Load(bool prefix, out TextDecoder decoder)
    {
        ModelSpec model = new()
        {
            Name = "OpenVision2",
            Vision = MicroVision.Definition with { Width = VisionWidth },
            TextDecoder = prefix ? MicroPrefixDecoder.Definition : MicroTextDecoder.Definition,
        };
        ParameterStore store = new(ParameterCount.Of(model.DecoderParameters()), GraphSettings.Inference);
        decoder = prefix ? new MicroPrefixDecoder(store.Root["decoder"], VisionWidth) : new MicroTextDecoder(store.Root["decoder"], VisionWidth);
        store.Seal();
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors("openvision2-decoder-micro.weights.safetensors");
        Dictionary<string, TensorMap> maps = LayoutMap.Of(WeightLayout.Flax, model).ToDictionary(map => map.Parameter.Name);
        Assert.Equal(weights.Keys.Order(StringComparer.Ordinal), model.DecoderParameters().SelectMany(parameter => maps[parameter.Name].Parts).Select(part => part.Key).Order(StringComparer.Ordinal));
        Fixture.Load(store, weights, name => TensorLayout.ToOurs(maps[name], key => weights[key]));
        return store;
    }
}
