using OpenVision.Tests.Cli;

namespace OpenVision.Tests.Costs;

/// <summary>What a stage costs on several devices.</summary>
public sealed class StageCostTests
{
    private const int Single = 4;

    private static readonly RecipeSpec recipe = DemoCatalogue.Captioner;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(128)]
    public void ADeviceSendsWhatARingPassesOn(int devices)
    {
        StageCost cost = On(devices);
        long embeddings = 3L * cost.BatchPerDevice * recipe.Vision.EmbedDim * Single;
        double gradients = 0, features = 0;
        for (int turn = 1; turn < devices; turn++)
        {
            // Once round the ring to sum, once to hand out the sums; embeddings there, their gradients back.
            gradients += 2.0 * ParameterCount.Trained(recipe).Total * Single / devices;
            features += 2.0 * embeddings;
        }

        Assert.Equal(gradients, cost.Communication.Gradients, tolerance: 1);
        Assert.Equal(features, cost.Communication.Features, tolerance: 1);
    }

    [Fact]
    public void DevicesShareTheBatchAndTheTimeButNotTheWork()
    {
        StageCost one = On(1), eight = On(8);
        Assert.Equal(one.BatchPerDevice, 8 * eight.BatchPerDevice);
        Assert.Equal(one.Hours!.Value, 8 * eight.Hours!.Value, 9);
        Assert.Equal(one.TrainingFlops, eight.TrainingFlops);
        Assert.Equal(one.Memory.Fixed, eight.Memory.Fixed);
        Assert.Equal(one.Memory.Activations / 8.0, eight.Memory.Activations, tolerance: 8);
    }

    [Theory]
    [InlineData(MomentFormat.Float32, 0, 8)]
    [InlineData(MomentFormat.BFloat16, 0, 6)]
    [InlineData(MomentFormat.Float32, 0.9999, 12)]
    public void TheOptimiserTakesWhatItsSettingsSay(MomentFormat first, double average, long bytes)
    {
        RecipeSpec set = recipe with { Optimizer = recipe.Optimizer with { FirstMoment = first, Average = average } };
        MemoryCost half = Memory.Of(set, recipe.Stages[0], 8, devices: 1, half: true), single = Memory.Of(set, recipe.Stages[0], 8, devices: 1, half: false);
        ParameterSizes sizes = ParameterCount.Trained(recipe);
        Assert.Equal((sizes.Total * bytes, sizes.Total * bytes), (half.Optimizer, single.Optimizer));
        Assert.Equal((sizes.Exact * Single, sizes.Total * Single), (half.Gradients, single.Gradients));
    }

    [Fact]
    public void PartsOfMemoryAddUp()
    {
        MemoryCost memory = On(8).Memory;
        Assert.Equal(memory.Total, MemoryCost.Names.Sum(part => part.Bytes(memory)));
        Assert.Equal(memory.Total, memory.Tensors + memory.Gaps);
    }

    /// <summary>Half the patches, and the class token: of the image encoder, of the decoder that reads them, and nothing of the texts.</summary>
    [Fact]
    public void AMaskRatioCountsThePatchesKept()
    {
        StageSpec whole = TiInParts.Definition.Stages[0] with { MicroBatch = 0, MaskRatio = 0 };
        TokenCost all = TokenCost.Of(TiInParts.Definition, 224), half = StageCost.Of(TiInParts.Definition, whole with { MaskRatio = 0.5 }).TokensPerSample;
        Assert.Equal(new TokenCost(1 + 196, 160, 196 + 79 + 128), all);
        Assert.Equal(new TokenCost(1 + 98, 160, 98 + 79 + 128), half);
        Assert.Equal(1, Tokens.Kept(TiInParts.Definition.Vision with { Patch = 112 }, 224, 0.9));
    }

    /// <summary>The first pass runs both encoders forward; activations are those of a part.</summary>
    [Fact]
    public void AMicroBatchCostsAForwardPassAndSavesActivations()
    {
        StageSpec parts = TiInParts.Definition.Stages[0];
        StageCost once = StageCost.Of(TiInParts.Definition, parts with { MicroBatch = 0 }), cost = StageCost.Of(TiInParts.Definition, parts);
        long towers = Flops.Vision(TiInParts.Definition.Vision, 224, 0.5) + (2 * Flops.Text(TiInParts.Definition.Text));
        Assert.Equal(once.TrainingFlopsPerSample + towers, cost.TrainingFlopsPerSample);
        Assert.Equal(once.ForwardFlopsPerSample, cost.ForwardFlopsPerSample);
        Assert.Equal(once.Memory.Activations / 4.0, cost.Memory.Activations, tolerance: 4);
        Assert.Equal(once.Memory.Batch, cost.Memory.Batch);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void TheLargestBatchIsTheLastThatFits(int gigabytes)
    {
        const int Limit = 4096;
        long Needs(long batch) => Memory.Of(recipe, recipe.Stages[0], batch, devices: 8, half: true).Total;
        long largest = Memory.LargestBatch(recipe, recipe.Stages[0], devices: 8, half: true, gigabytes * 1e9, Limit);
        Assert.InRange(largest, 1, Limit - 1);
        Assert.True(Needs(largest) <= gigabytes * 1e9 && Needs(largest + 1) > gigabytes * 1e9);
    }

    private static StageCost On(int devices)
    {
        RecipeSpec shared = recipe with { Budget = new() { Devices = devices, PeakTflops = 312 } };
        return StageCost.Of(shared, shared.Stages[0]);
    }
}
