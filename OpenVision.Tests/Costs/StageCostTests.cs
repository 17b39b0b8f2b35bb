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

    [Fact]
    public void PartsOfMemoryAddUp()
    {
        MemoryCost memory = On(8).Memory;
        Assert.Equal(memory.Total, MemoryCost.Names.Sum(part => part.Bytes(memory)));
        Assert.Equal(memory.Total, memory.Tensors + memory.Gaps);
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
