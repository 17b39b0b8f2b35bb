using OpenVision.Tests.Training;

namespace OpenVision.Tests.Costs;

/// <summary>
/// The cost model's memory against the peaks of training steps. What tensors hold is the same in every run; what the whole process
/// holds is not, by up to a tenth, so that only docs/costs.md compares it.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryTests
{
    // The promise is 0.2 for all of a process's memory. Of what is modelled operator by operator, kernels' own buffers are left out.
    private const double Tolerance = 0.1;

    [Theory]
    [InlineData(nameof(TiCaptioner), Precision.BFloat16)]
    [InlineData(nameof(TiInParts), Precision.Float32)]
    [InlineData(nameof(TiContrastive), Precision.BFloat16)]
    [InlineData(nameof(TiLongSequence), Precision.Float32)]
    [InlineData(nameof(SmallClip), Precision.Float32)]
    [InlineData(nameof(SmallWebClip), Precision.Float32)]
    [InlineData(nameof(SmallSigLip), Precision.BFloat16)]
    [InlineData(nameof(SmallConvNext), Precision.Float32)]
    public void AStepTakesWhatIsModelled(string recipe, Precision precision)
    {
        MemoryCost cost = StepMeter.Modelled(recipe, precision);
        StepMemory measured = StepMeter.Measure(recipe, precision, steps: 2);
        Assert.InRange(cost.Tensors / (double)measured.Tensors, 1 - Tolerance, 1 + Tolerance);
    }
}
