using System.Diagnostics;
using System.Globalization;
using OpenVision.Tests.Training.Multimodal;
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

    // Five hundred after the warm-up, so that the later half has an odd number of windows, and a median.
    private const int Steps = WarmUp + 500;

    private const int Window = 50;

    // What an allocator may move by in a window. The count of tensors is the exact check; this one finds memory that no tensor holds.
    private const long Tolerance = 1 << 20;

    private readonly TemporaryFolder folder = new();

    // In a process of its own: what three thousand other tests leave to their allocators moves for a while.
    [Fact]
    public void FiveHundredStepsLeaveNoTensorAndNoMemoryBehind()
    {
        (long[] tensors, long[] resident) = Measured("pairs");
        Assert.Equal(Steps - WarmUp + 1, tensors.Length);
        Assert.Equal([tensors[0]], tensors.Distinct());
        AssertSteady(resident);
    }

    // The loader's pictures are tensors: how many wait moves. A leak of one a step would add a window's steps from window to window.
    [Fact]
    public void FiveHundredStepsOnConversationsLeaveNoTensorAndNoMemoryBehind()
    {
        (long[] tensors, long[] resident) = Measured("conversations");
        Assert.Equal(Steps - WarmUp + 1, tensors.Length);
        Assert.True(tensors[^Window..].Min() < tensors[..Window].Min() + Window, $"Live tensors: {tensors[..Window].Min()} at least at first, {tensors[^Window..].Min()} at last.");
        AssertSteady(resident);
    }

    public void Dispose() => folder.Dispose();

    private (long[] Tensors, long[] Resident) Measured(string kind)
    {
        string[] lines = TestProgram.Output("steady-memory", kind, folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (Numbers(lines[0]), Numbers(lines[1]));
    }

    private static void AssertSteady(long[] resident)
    {
        // A leak grows in every window to the last; an allocator settles, rows of many lengths after some hundred steps, and then moves at once, in a
        // window: the median of the later half does not see it.
        long[] growths = [.. resident.Zip(resident.Skip(1), (before, after) => after - before)];
        Assert.Equal((Steps - WarmUp) / Window, growths.Length);
        long[] later = [.. growths[(growths.Length / 2)..].Order()];
        Assert.True(later[later.Length / 2] <= Tolerance, $"Resident memory grew by (bytes, {Window} steps): {string.Join(", ", growths)}");
    }

    /// <summary>Makes the run and prints a line of live tensors, step by step, and one of resident bytes, window by window.</summary>
    /// <param name="kind">What the run learns from: <c>pairs</c> or <c>conversations</c>.</param>
    /// <param name="folder">An empty folder.</param>
    internal static void Measure(string kind, string folder)
    {
        Meter meter = new();
        (string data, string run) = (Path.Combine(folder, "data"), Path.Combine(folder, "run"));
        if (kind == "pairs")
        {
            RunPairs(data, run, meter);
        }
        else
        {
            RunConversations(data, run, meter);
        }

        Console.Out.Write($"{string.Join(' ', meter.Tensors)}\n{string.Join(' ', meter.Resident)}\n");
    }

    private static void RunPairs(string data, string run, Meter meter)
    {
        TinyRun.MakeData(data);
        RecipeSpec recipe = TinyRun.Recipe(data);
        recipe = recipe with
        {
            Stages = new([recipe.Stages[0] with { Samples = Steps * 4 }]),
            CheckpointSamples = Steps * 4,
        };
        TinyRun.Execute(recipe, new() { Out = run }, meter);
    }

    // Adapters, and a batch in parts: what most of a step's paths leave behind.
    private static void RunConversations(string data, string run, Meter meter)
    {
        TinyMllm.MakeData(data);
        MllmRecipeSpec recipe = TinyMllm.Recipe(data);
        MllmStageSpec stage = recipe.Stages[^1] with { BatchSize = 4, MicroBatch = 2, Samples = Steps * 4, Epochs = 0 };
        TinyMllm.Execute(recipe with { Stages = new([stage]), CheckpointSamples = Steps * 4 }, run, observer: meter);
    }

    private static long[] Numbers(string line) => [.. line.Split(' ').Select(static number => long.Parse(number, CultureInfo.InvariantCulture))];

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

            if (report.Step % Window == 0)
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
