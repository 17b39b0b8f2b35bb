using OpenVision.Multimodal;
using OpenVision.Tests.Support;
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

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.Equal(expected.to_type(ScalarType.Int64).data<long>().ToArray(), found.data<long>().ToArray());
    }
}
