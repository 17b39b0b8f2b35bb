using System.Diagnostics;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Tests.Training;

/// <summary>Tests that count what the whole process holds, or take its console, run while no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    public const string Name = "alone";
}

[Collection(AloneCollection.Name)]
public sealed class SteadyMemoryTests : IDisposable
{
    private const int WarmUp = 100;
    private const int Steps = 500;

    // What an allocator may move by. The count of tensors is the exact check; this one finds memory that no tensor holds.
    private const long Tolerance = 8 << 20;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void FiveHundredStepsLeaveNoTensorAndNoMemoryBehind()
    {
        TinyRun.MakeData(folder["data"]);
        RecipeSpec recipe = TinyRun.Recipe(folder["data"]);
        recipe = recipe with
        {
            Stages = new([recipe.Stages[0] with { Samples = Steps * 4 }]),
            CheckpointSamples = Steps * 4,
        };
        Meter meter = new();
        TinyRun.Execute(recipe, new() { Out = folder["run"] }, meter);

        Assert.Equal(Steps - WarmUp + 1, meter.Tensors.Count);
        Assert.Equal([meter.Tensors[0]], meter.Tensors.Distinct());
        Assert.InRange(meter.Resident[^1] - meter.Resident[0], long.MinValue, Tolerance);
    }

    public void Dispose() => folder.Dispose();

    private sealed class Meter : TinyRun.Quiet
    {
        public List<long> Tensors { get; } = [];

        public List<long> Resident { get; } = [];

        public override void Stepped(StepReport report)
        {
            if (report.Step < WarmUp)
            {
                return;
            }

            if (report.Step is WarmUp or Steps)
            {
                // Garbage is not a leak; what earlier tests left to finalizers is not this run's.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                using Process self = Process.GetCurrentProcess();
                Resident.Add(self.WorkingSet64);
            }

            Tensors.Add(torch.Tensor.TotalCount);
        }
    }
}
