using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

/// <summary>What trains, what is frozen, and what adapters change.</summary>
[Collection(Training.AloneCollection.Name)]
public sealed class LanguageTrainingTests
{
    private static readonly LoraSpec Lora = new() { Rank = 4, Alpha = 8, Dropout = 0.5 };
    private static readonly GraphSettings Trained = GraphSettings.Inference with { Trains = true };

    /// <summary>What a block adds begins small beside what it is added to: 1 / √(2 · depth) of LeCun's deviation, and a tenth of it.</summary>
    [Theory]
    [InlineData("self_attn.q_proj", 1)]
    [InlineData("self_attn.v_proj", 1)]
    [InlineData("self_attn.o_proj", 0.5)]
    [InlineData("mlp.up_proj", 1)]
    [InlineData("mlp.down_proj", 0.1)]
    public void MapsBackToTheTokensBeginSmall(string map, double share)
    {
        (ParameterStore store, _) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference);
        using ParameterStore owned = store;
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = store[$"model.layers.1.{map}.weight"].Compute;
        Assert.Equal(share, weight.std().item<float>() * Math.Sqrt(weight.shape[1]), share * 0.1);
    }

    /// <summary>A connector's vectors get the gradients that they get beside a language model that trains, which a frozen one does not keep.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void VectorsTrainThroughAFrozenLanguageModel(int rematerializeEvery)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor Gradient(GraphSettings settings)
        {
            (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded("llama-micro", settings with { RematerializeEvery = rematerializeEvery });
            using ParameterStore owned = store;
            Tensor ids = Ids(), vectors = model.Embed(ids).detach().requires_grad_(true);
            LanguageLoss.Mean(model, model.Forward(vectors, LanguageInput.Whole), ids).backward();
            Assert.Equal(settings.Trains, store.Parameters.All(static parameter => parameter.Compute.requires_grad));
            return vectors.grad!;
        }

        Tensor expected = Gradient(Trained);
        Assert.InRange(expected.abs().max().item<float>(), 1e-4, 1);
        Fixture.Near(expected, Gradient(GraphSettings.Inference), 0, "gradients of vectors");
    }

    [Fact]
    public void RightPaddedRowsTrainAsIfAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor Gradient(bool padded)
        {
            (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded("qwen2-micro", Trained);
            using ParameterStore owned = store;
            Tensor ids = Ids().narrow(0, 0, 1), labels = ids;
            Tensor? mask = null;
            if (padded)
            {
                Tensor filler = ones(1, 4, ScalarType.Int64);
                (ids, labels, mask) = (cat([ids, filler], 1), cat([labels, filler * -100], 1), cat([ones_like(ids), zeros_like(filler)], 1));
            }

            LanguageLoss.Mean(model, model.Forward(model.Embed(ids), new(Mask: mask)), labels).backward();
            return store.Gradients.clone();
        }

        Fixture.Near(Gradient(padded: false), Gradient(padded: true), 1e-6, "gradients");
    }

    [Fact]
    public void NewAdaptersChangeNoBit()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (ParameterStore plain, MicroLanguage without) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference);
        using ParameterStore adapted = AdapterStore(GraphSettings.Inference);
        (ParameterStore store, MicroLanguage with) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference, new(adapted, Lora));
        using ParameterStore first = plain, second = store;

        adapted.Seal();
        Assert.Equal(ParameterTable.Adapters(MicroLanguage.Llama, Lora).Select(static row => row.Name).Order(StringComparer.Ordinal),
            adapted.Parameters.Select(static parameter => parameter.Name).Order(StringComparer.Ordinal));
        Fixture.Near(Logits(without), Logits(with), 0, "logits");
    }

    /// <summary>Only adapters train, with and without blocks run again; dropout is the seed's.</summary>
    [Fact]
    public void AdaptersTrainAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor Gradients(int rematerializeEvery, ulong? seed)
        {
            using ParameterStore adapters = AdapterStore(Trained);
            (ParameterStore store, MicroLanguage model) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference with { RematerializeEvery = rematerializeEvery }, new(adapters, Lora));
            using ParameterStore owned = store;
            Stir(adapters);
            Tensor ids = Ids();
            LanguageLoss.Mean(model, model.Forward(model.Embed(ids), new(DropoutSeed: seed)), ids).backward();
            Assert.All(adapters.Parameters, static parameter => Assert.NotEqual(0, parameter.Compute.grad!.abs().max().item<float>()));
            return adapters.Gradients.clone();
        }

        Tensor kept = Gradients(0, 1);
        Fixture.Near(kept, Gradients(1, 1), 0, "gradients of blocks run again");
        Assert.False(kept.eq(Gradients(0, 2)).all().item<bool>());
        Assert.False(kept.eq(Gradients(0, null)).all().item<bool>());
    }

    [Fact]
    public void MergedAdaptersGiveTheSameAnswers()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using ParameterStore adapters = AdapterStore(GraphSettings.Inference);
        LanguageAdapters adaptation = new(adapters, Lora);
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference, adaptation);
        (ParameterStore other, MicroLanguage exported) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Loading);
        using ParameterStore first = store, second = other;
        Tensor before = Logits(model);
        Stir(adapters);
        Tensor expected = Logits(model);

        LanguageFolder.Save(model.Spec, store, folder.Path, adaptation);
        LanguageFolder.Load(model.Spec, other, folder.Path);
        adaptation.Merge(model.Spec, store);

        Assert.True((expected - before).abs().max().item<float>() > 1e-3);
        Fixture.Near(expected, Logits(exported), 1e-5, "exported");
        Fixture.Near(expected, Logits(model), 1e-5, "merged");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void NoTensorOutlivesItsStep(int rematerializeEvery)
    {
        using ParameterStore adapters = AdapterStore(Trained);
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Fresh(MicroLanguage.Llama, Trained with { RematerializeEvery = rematerializeEvery }, new(adapters, Lora));
        using ParameterStore owned = store;
        using Tensor ids = Ids();
        List<long> counts = [];
        for (int step = 0; step < 20; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            LanguageLoss.Mean(model, model.Forward(model.Embed(ids), new(Mask: ids, DropoutSeed: (ulong)step)), ids).backward();
            scope.Dispose();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            counts.Add(Tensor.TotalCount);
        }

        Assert.Single(counts.Skip(3).Distinct());
    }

    [Fact]
    public void AnIgnoredBatchHasNoLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded("llama-micro", Trained);
        using ParameterStore owned = store;
        Tensor loss = LanguageLoss.Mean(model, model.Forward(model.Embed(Ids()), LanguageInput.Whole), full_like(Ids(), -100));
        loss.backward();

        Assert.Equal(0, loss.item<float>());
        Assert.Equal(0, store.Gradients.abs().max().item<float>());
    }

    private static Tensor Ids() => Fixture.Tensors("llama-micro.expected.safetensors")["input_ids"];

    private static ParameterStore AdapterStore(GraphSettings settings) => new(ParameterCount.Of(ParameterTable.Adapters(MicroLanguage.Llama, Lora)), settings);

    private static void Stir(ParameterStore adapters)
    {
        using IDisposable noGrad = no_grad();
        random.manual_seed(11);
        adapters.Values.normal_(0, 0.1);
    }

    private static Tensor Logits(MicroLanguage model) => model.Logits(model.Forward(model.Embed(Ids()), LanguageInput.Whole));
}
