using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Language;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

/// <summary>Connector, merge and splice against the fixture, which agrees with the published code on every case.</summary>
public sealed class LlavaParityTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [MemberData(nameof(LlavaFixture.Names), MemberType = typeof(LlavaFixture))]
    public void PictureTokensAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using LlavaFixture fixture = new(name);
        for (int picture = 0; picture < fixture.Pictures; picture++)
        {
            Fixture.Near(fixture[$"image_tokens.{picture}"], fixture.Merged(picture), Tolerance, $"{name}, picture {picture}");
            Assert.Equal(fixture.Tokens(picture), fixture[$"image_tokens.{picture}"].shape[0]);
        }
    }

    [Theory]
    [MemberData(nameof(LlavaFixture.Names), MemberType = typeof(LlavaFixture))]
    public void SplicedBatchesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using LlavaFixture fixture = new(name);
        Tensor[] pictures = [.. Enumerable.Range(0, fixture.Pictures).Select(fixture.Merged)];

        SplicedBatch batch = Splice.Apply(fixture["input_ids"], fixture["labels"], fixture["attention_mask"], pictures, fixture.Embed, fixture.Limit, fixture.Side);

        Fixture.Near(fixture["embeds"], batch.Embeddings, Tolerance, $"{name}, embeddings");
        Same(fixture["out_labels"], batch.Labels!);
        Same(fixture["position_ids"], batch.Positions);
        Same(fixture["out_mask"], batch.Mask ?? ones_like(batch.Positions));
    }

    /// <summary>The whole way: pictures and words through llama-micro to its loss, its answers and what it goes on with.</summary>
    [Theory]
    [InlineData("flat")]
    [InlineData("anyres")]
    public void TheLanguageModelReadsThemAsTheReference(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using LlavaFixture fixture = new(name);
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded("llama-micro");
        using ParameterStore kept = store;
        Tensor[] pictures = [.. Enumerable.Range(0, fixture.Pictures).Select(fixture.Merged)];

        SplicedBatch batch = Splice.Apply(fixture["input_ids"], fixture["labels"], fixture["attention_mask"], pictures, model.Embed);
        Tensor hidden = model.Forward(batch.Embeddings, new(batch.Positions, batch.Mask));
        Fixture.Near(fixture["loss"].squeeze(), LanguageLoss.Mean(model, hidden, batch.Labels!), 1e-4, $"{name}, loss");
        long[] lengths = fixture["out_mask"].to_type(ScalarType.Int64).sum(1).data<long>().ToArray();
        Tensor last = stack([.. lengths.Select((length, row) => hidden[row][length - 1])]);
        Fixture.Near(fixture["last_logits"], model.Logits(last), 1e-4, $"{name}, logits");

        SplicedBatch prompt = Splice.Apply(fixture["input_ids"], null, fixture["attention_mask"], pictures, model.Embed, side: PaddingSide.Left);
        TextGenerator generator = new(model, static ids => string.Join(' ', ids));
        IReadOnlyList<GeneratedText> texts = generator.Generate(new GenerationPrompt(prompt.Embeddings, prompt.Mask), new() { MaxNewTokens = 6, EndTokens = [] });
        Assert.Equal(fixture["greedy.tokens"].data<long>().ToArray(), texts.SelectMany(text => text.Ids).Select(id => (long)id));
    }

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.Equal(expected.to_type(ScalarType.Int64).data<long>().ToArray(), found.data<long>().ToArray());
    }
}
