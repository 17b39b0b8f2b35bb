using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Captioning;

/// <summary>The caption decoder against the JAX reference's numbers, tolerances from Fixtures/README.md.</summary>
public sealed class ReferenceDecoderTests
{
    [Fact]
    public void LogitsAndLossAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ParameterStore store = new(ParameterCount.Decoder(MicroDecoder.Definition, 64, 48), GraphSettings.Inference);
        MicroDecoder decoder = new(store.Root, visionWidth: 64, textWidth: 48);
        store.Seal();
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors("openvision-decoder-micro.weights.safetensors");
        ModelSpec model = MicroCaptioningModel.Definition;
        Dictionary<string, TensorMap> maps = LayoutMap.Of(WeightLayout.Flax, model).ToDictionary(map => map.Parameter.Name);
        Fixture.Load(store, weights, name => TensorLayout.ToOurs(maps[$"decoder.{name}"], key => weights[key]));
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-decoder-micro.expected.safetensors");

        Tensor hidden = decoder.Forward(expected["input.image_tokens"], expected["input.text_tokens"]);
        Tensor logits = decoder.Logits(hidden);

        Fixture.Near(expected["decoder.norm"], hidden, 2e-5, "hidden");
        Fixture.Near(expected["logits"], logits, 2e-5, "logits");
        Tensor loss = CaptionLoss.Masked(logits, expected["input.labels"], expected["input.loss_mask"]);
        Assert.Equal(expected["loss.caption"].item<float>(), loss.item<float>(), 2e-5);

        // The same through captions: bos in front, padding where the mask is 0.
        Tensor captions = cat([ones(2, 1, ScalarType.Int64), expected["input.labels"] * expected["input.loss_mask"]], 1);
        Assert.Equal(expected["loss.caption"].item<float>(), CaptionLoss.Mean(decoder, hidden, captions).item<float>(), 2e-5);
    }

    [Fact]
    public void ThePrefixMaskIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor expected = Fixture.Tensors("openvision-decoder-micro.expected.safetensors")["attention_mask"];
        Tensor allowed = AttentionMask.Prefix(13, 6).Additive(ScalarType.Float32, CPU).eq(0).to_type(expected.dtype);
        Assert.True(allowed.equal(expected.view(19, 19)).all().item<bool>());
    }
}
