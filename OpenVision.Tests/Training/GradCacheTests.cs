using OpenVision.Layers;
using OpenVision.Tests.Generators;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>A batch in parts against the same batch at once: the same losses and gradients, but for the order of sums.</summary>
public sealed class GradCacheTests
{
    private const int Batch = 8;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void PartsGiveTheGradientsOfTheWholeBatch(int pairs, bool masked) =>
        Compare(MicroPartsRecipe.Create, MicroPartsRecipe.Definition, pairs, masked, half: false, tolerance: 1e-5);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void OneCaptionWithoutADecoderToo(int pairs) =>
        Compare(MicroWebPartsRecipe.Create, MicroWebPartsRecipe.Definition, pairs, masked: false, half: false, tolerance: 1e-5);

    /// <summary>Each part's gradient has one rounding to 2^-9 of its own, and so has what it goes through.</summary>
    [Fact]
    public void InBFloat16PartsAreAsNearAsTheirRounding() =>
        Compare(MicroPartsRecipe.Create, MicroPartsRecipe.Definition, pairs: 2, masked: true, half: true, tolerance: 0.05);

    [Fact]
    public void AStepInPartsLeavesNoTensorBehind()
    {
        using TrainingGraph graph = MicroPartsRecipe.Create(new(CPU, Half: false, Trains: true, Seed: 1));
        using TrainingBatch batch = Pairs(MicroPartsRecipe.Definition, masked: true);
        graph.Step(batch, 2);
        using DisposeScope watched = NewDisposeScope();
        graph.Step(batch, 2);
        Assert.Equal(0, watched.DisposablesCount);
    }

    [Fact]
    public void ARecipeWithoutAMicroBatchSaysThatItTakesWholeBatches()
    {
        using TrainingGraph graph = MicroRecipe.Create(new(CPU, Half: false, Trains: true, Seed: 1));
        using TrainingBatch batch = Pairs(MicroRecipe.Definition, masked: false);
        Assert.Equal(
            "MicroRecipe takes whole batches only: no stage of it has a MicroBatch.",
            Assert.Throws<NotSupportedException>(() => graph.Step(batch, 2)).Message);
        Assert.True(float.IsFinite(graph.Step(batch, Batch).Total));
    }

    private static void Compare(Func<GraphSettings, TrainingGraph> create, RecipeSpec recipe, int pairs, bool masked, bool half, double tolerance)
    {
        GraphSettings settings = new(CPU, half, Trains: true, Seed: 1);
        using TrainingGraph whole = create(settings), parts = create(settings);
        using TrainingBatch batch = Pairs(recipe, masked);
        StepLosses expected = whole.Step(batch), actual = parts.Step(batch, pairs);
        whole.Parameters.CollectGradients();
        parts.Parameters.CollectGradients();
        double ofLosses = half ? 1e-2 : 1e-6;
        Assert.Equal(expected.Contrastive!.Value, actual.Contrastive!.Value, ofLosses * expected.Contrastive.Value);
        Assert.Equal(expected.Caption!.Value, actual.Caption!.Value, ofLosses * expected.Caption.Value);
        Assert.Equal(expected.Total, actual.Total, ofLosses * expected.Total);
        Fixture.Near(whole.Parameters.Gradients, parts.Parameters.Gradients, tolerance * Largest(whole.Parameters.Gradients), "gradients");
    }

    private static double Largest(Tensor gradients)
    {
        using Tensor size = gradients.abs();
        using Tensor most = size.max();
        return most.item<float>();
    }

    // Captions of different lengths, so that parts have unequal shares of the tokens.
    private static TrainingBatch Pairs(RecipeSpec recipe, bool masked)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator draws = new(5);
        StageSpec stage = recipe.Stages[0];
        Tensor captions = Tokens(recipe.Decoder is { } decoder ? decoder.Queries + 1 : 0);
        for (int row = 0; row < Batch && captions.shape[1] > 0; row++)
        {
            captions[row, TensorIndex.Slice(2 + (row % 5))] = 0;
        }

        long[] kept = (TokenDropping.Of(recipe, stage) ?? new(4, 16, TokenMask.Random, 0)).Of(0, Batch);
        return new(
            randn(Batch, 3, 16, 16, generator: draws).DetachFromDisposeScope(),
            Tokens(recipe.Text.Context).DetachFromDisposeScope(),
            Tokens(recipe.Text.Context).DetachFromDisposeScope(),
            captions.DetachFromDisposeScope(),
            masked ? tensor(kept).view(Batch, -1).DetachFromDisposeScope() : null);

        Tensor Tokens(long length) => randint(1, recipe.Text.Vocabulary, [Batch, length], ScalarType.Int64, generator: draws);
    }
}
