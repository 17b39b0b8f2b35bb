using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

/// <summary>The micro language models against the reference (Fixtures/README.md): everything that it wrote down of them.</summary>
[Collection(Training.AloneCollection.Name)]
public sealed class ReferenceLanguageTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [MemberData(nameof(MicroLanguage.Names), MemberType = typeof(MicroLanguage))]
    public void HiddenStatesAndLogitsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");

        Tensor embedded = model.Embed(expected["input_ids"]);
        List<int> seen = [];
        Tensor hidden = model.Forward(embedded, LanguageInput.Whole, (block, state) =>
        {
            seen.Add(block);
            Fixture.Near(expected[$"hidden.{block}"], state, Tolerance, $"block {block}");
        });

        Assert.Equal([0, 1], seen);
        Fixture.Near(expected["hidden.embed"], embedded, 0, "embeddings");
        Fixture.Near(expected["hidden.norm"], hidden, Tolerance, "hidden states");
        Tensor logits = model.Logits(hidden);
        Assert.Equal(ScalarType.Float32, logits.dtype);
        Fixture.Near(expected["logits"], logits, Tolerance, "logits");
    }

    [Theory]
    [MemberData(nameof(MicroLanguage.Names), MemberType = typeof(MicroLanguage))]
    public void QueriesAndKeysTurnAsTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");
        Tensor embedded = model.Embed(expected["input_ids"]);
        LanguageBlock block = model.Blocks.Blocks[0];

        LanguagePass pass = model.Blocks.Pass(embedded, LanguageInput.Whole, RealTokens.Of(null, embedded));
        (Tensor query, Tensor key) = block.Attention.Turned(block.First.Forward(embedded), pass);

        Fixture.Near(expected["layer0.q_rope"], query, Tolerance, "queries");
        Fixture.Near(expected["layer0.k_rope"], key, Tolerance, "keys");
    }

    /// <summary>A cache gives the tokens and the logits of none; by our kernels and by libtorch's operators.</summary>
    [Theory]
    [InlineData("llama-micro", false, true)]
    [InlineData("llama-micro", true, true)]
    [InlineData("llama-micro", true, false)]
    [InlineData("qwen2-micro", false, true)]
    [InlineData("qwen2-micro", true, true)]
    [InlineData("qwen2-micro", true, false)]
    public void GreedyContinuationsAreTheReferences(string name, bool cached, bool written)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name, written: written);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");
        using KeyValueCache? cache = cached ? model.NewCache(2, 3) : null; // it has to grow

        Tensor ids = expected["input_ids"], next = ids;
        for (int step = 0; step < 8; step++)
        {
            Tensor hidden = model.Forward(model.Embed(cached ? next : ids), new(Cache: cache));
            Tensor logits = model.Logits(hidden.narrow(1, hidden.shape[1] - 1, 1)).squeeze(1);
            Fixture.Near(expected["greedy.logits"].select(1, step), logits, Tolerance, $"logits of step {step}");
            next = logits.argmax(1, keepdim: true);
            Fixture.Near(expected["greedy.tokens"].narrow(1, step, 1), next, 0, $"tokens of step {step}");
            ids = cat([ids, next], 1);
        }
    }

    [Theory]
    [InlineData("llama-micro", "leftpad")]
    [InlineData("llama-micro", "rightpad")]
    [InlineData("qwen2-micro", "leftpad")]
    [InlineData("qwen2-micro", "rightpad")]
    public void PaddingChangesNothing(string name, string side)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");
        Tensor mask = expected[$"{side}.mask"], real = mask.to_type(ScalarType.Float32).unsqueeze(-1);
        Tensor embedded = model.Embed(expected[$"{side}.input_ids"]);

        Tensor logits = model.Logits(model.Forward(embedded, new(Mask: mask)));
        Fixture.Near(expected[$"{side}.logits"], logits * real, Tolerance, "logits with counted positions");
        if (expected.TryGetValue($"{side}.position_ids", out Tensor? positions))
        {
            Tensor given = model.Logits(model.Forward(embedded, new(positions, mask)));
            Fixture.Near(expected[$"{side}.logits"], given * real, Tolerance, "logits with given positions");
        }
    }

    [Theory]
    [InlineData("llama-micro", true)]
    [InlineData("llama-micro", false)]
    [InlineData("qwen2-micro", true)]
    [InlineData("qwen2-micro", false)]
    public void LeftPaddedRowsGoOnAsIfAlone(string name, bool written)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name, written: written);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");
        using KeyValueCache cache = model.NewCache(2, 32);

        Tensor next = expected["leftpad.input_ids"];
        Tensor? mask = expected["leftpad.mask"];
        for (int step = 0; step < 8; step++)
        {
            Tensor hidden = model.Forward(model.Embed(next), new(Mask: mask, Cache: cache));
            next = model.Logits(hidden.narrow(1, hidden.shape[1] - 1, 1)).squeeze(1).argmax(1, keepdim: true);
            mask = null;
            Fixture.Near(expected["leftpad.greedy.tokens"].narrow(1, step, 1), next, 0, $"tokens of step {step}");
        }
    }

    [Theory]
    [InlineData("llama-micro", 0)]
    [InlineData("llama-micro", 2)]
    [InlineData("qwen2-micro", 0)]
    [InlineData("qwen2-micro", 1)]
    public void LossAndGradientsAreTheReferences(string name, int rematerializeEvery)
    {
        using DisposeScope scope = NewDisposeScope();
        GraphSettings settings = GraphSettings.Inference with { Trains = true, RematerializeEvery = rematerializeEvery };
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name, settings);
        using ParameterStore owned = store;
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{name}.expected.safetensors");

        Tensor hidden = model.Forward(model.Embed(expected["input_ids"]), LanguageInput.Whole);
        Tensor loss = LanguageLoss.Mean(model, hidden, expected["labels"]);
        loss.backward();

        Fixture.Near(expected["loss"], loss.detach().view(1), 1e-5, "loss");
        string[] gradients = [.. expected.Keys.Where(key => key.StartsWith("grad.", StringComparison.Ordinal))];
        Assert.InRange(gradients.Length, 5, 6);
        Assert.All(gradients, key => Fixture.Near(expected[key], store[key["grad.".Length..]].Compute.grad!, Tolerance, key));
        Assert.Equal((expected["labels"].narrow(1, 1, 11).ne(-100)).sum().item<long>(), LanguageLoss.Tokens(expected["labels"]));
    }
}
