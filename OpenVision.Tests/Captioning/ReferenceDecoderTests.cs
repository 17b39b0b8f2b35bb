using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
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
        Fixture.Load(store, weights, name => FromFlax(weights, name));
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

    // flax keeps a kernel as [in, out] and queries, keys and values apart; PyTorch's layout is the transpose, stacked.
    internal static Tensor FromFlax(IReadOnlyDictionary<string, Tensor> weights, string name)
    {
        string[] parts = name.Split('.');
        Tensor At(string path) => weights[$"txt_decoder/{path}"];
        if (parts[0] != "transformer")
        {
            return name switch
            {
                "image_projection.weight" => At("image_projection_layer/kernel").t(),
                "text_projection.weight" => At("text_projection_layer/kernel").t(),
                "queries" => At("learnable_tokens").alias(),
                "ln_final.weight" => At("decoder_norm/scale").alias(),
                "ln_final.bias" => At("decoder_norm/bias").alias(),
                "head.weight" => At("head/kernel").t(),
                _ => throw new ArgumentException($"No flax name for {name}."),
            };
        }

        string block = $"Transformer/encoderblock_{parts[2]}/";
        string attention = $"{block}MultiHeadDotProductAttention_0/";
        return string.Join('.', parts[3..]) switch
        {
            "ln_1.weight" => At($"{block}LayerNorm_0/scale").alias(),
            "ln_1.bias" => At($"{block}LayerNorm_0/bias").alias(),
            "ln_2.weight" => At($"{block}LayerNorm_1/scale").alias(),
            "ln_2.bias" => At($"{block}LayerNorm_1/bias").alias(),
            "attn.in_proj_weight" => cat([.. new[] { "query", "key", "value" }.Select(part => At($"{attention}{part}/kernel").t())]),
            "attn.in_proj_bias" => cat([.. new[] { "query", "key", "value" }.Select(part => At($"{attention}{part}/bias"))]),
            "attn.out_proj.weight" => At($"{attention}out/kernel").t(),
            "attn.out_proj.bias" => At($"{attention}out/bias").alias(),
            "mlp.c_fc.weight" => At($"{block}MlpBlock_0/Dense_0/kernel").t(),
            "mlp.c_fc.bias" => At($"{block}MlpBlock_0/Dense_0/bias").alias(),
            "mlp.c_proj.weight" => At($"{block}MlpBlock_0/Dense_1/kernel").t(),
            "mlp.c_proj.bias" => At($"{block}MlpBlock_0/Dense_1/bias").alias(),
            string other => throw new ArgumentException($"No flax name for {other}."),
        };
    }
}
