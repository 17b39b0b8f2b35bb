using System.Globalization;
using OpenVision.Cli;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Costs;

/// <summary>What training steps took above what the process held before the graph was made.</summary>
/// <param name="Tensors">The most bytes that the allocator had handed out at once.</param>
/// <param name="Resident">The most bytes that the process held at once, gaps between tensors included.</param>
internal readonly record struct StepMemory(long Tensors, long Resident);

/// <summary>
/// Training steps of a recipe in a process of their own, as a run makes them: the graph, AdamW and the buffers of a batch, filled
/// with random images and captions that have no padding.
/// </summary>
internal static class StepMeter
{
    /// <summary>What the process does: makes steps and prints what they took.</summary>
    /// <param name="name">A recipe of this project.</param>
    /// <param name="precision">The number format of products.</param>
    /// <param name="steps">The number of steps.</param>
    public static void Run(string name, string precision, string steps)
    {
        NativeAllocator.KeepFreedMemory();
        bool half = Enum.Parse<Precision>(precision) == Precision.BFloat16;
        RecipeEntry recipe = Recipe(name);

        // A first step loads kernels and starts threads.
        MakeSteps(Generators.MicroRecipe.Definition, Generators.MicroRecipe.Create, half, 1);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long resident = Status("VmRSS"), tensors = HeapPeak.Now;
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak starts anew
        using HeapPeak peak = new();
        MakeSteps(recipe.Spec, recipe.Create, half, int.Parse(steps, CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peak.End() - tensors} {Status("VmHWM") - resident}"));
    }

    /// <summary>What the model says of the same.</summary>
    /// <param name="recipe">A recipe of this project.</param>
    /// <param name="precision">The number format of products.</param>
    public static MemoryCost Modelled(string recipe, Precision precision)
    {
        RecipeSpec spec = Recipe(recipe).Spec;
        return Memory.Of(spec, spec.Stages[0], spec.Stages[0].BatchSize, devices: 1, precision == Precision.BFloat16);
    }

    /// <summary>Starts the process and reads what it prints.</summary>
    /// <param name="recipe">A recipe of this project.</param>
    /// <param name="precision">The number format of products.</param>
    /// <param name="steps">The number of steps. Two are enough for tensors; gaps between them grow for some steps more.</param>
    public static StepMemory Measure(string recipe, Precision precision, int steps)
    {
        string output = TestProgram.Output("training-steps", recipe, $"{precision}", $"{steps}");
        long[] bytes = [.. output.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new(bytes[0], bytes[1]);
    }

    private static RecipeEntry Recipe(string name) => OpenVisionCatalogue.Own.Recipes.Single(entry => entry.Spec.Name == name);

    private static void MakeSteps(RecipeSpec recipe, Func<GraphSettings, TrainingGraph> create, bool half, int steps)
    {
        using TrainingGraph graph = create(new(CPU, half, Trains: true, Seed: 0));
        using AdamW optimizer = new(graph.Parameters, recipe.Optimizer);
        using TrainingBatch batch = Batch(recipe);
        StepRunner runner = new(graph, optimizer);
        for (int step = 0; step < steps; step++)
        {
            runner.Step(batch, 1e-4, $"step {step}", recipe.Stages[0].MicroBatch);
        }
    }

    private static TrainingBatch Batch(RecipeSpec recipe)
    {
        StageSpec stage = recipe.Stages[0];
        return new(
            randn(stage.BatchSize, 3, stage.Resolution, stage.Resolution).DetachFromDisposeScope(),
            Tokens(recipe.Text.Context, recipe.Text.Vocabulary),
            Tokens(recipe.Text.Context, recipe.Text.Vocabulary),
            Tokens(recipe.Decoder is { } decoder ? decoder.Queries + 1 : 0, recipe.Text.Vocabulary),
            TokenDropping.Of(recipe, stage) is { } dropping ? tensor(dropping.Of(0, stage.BatchSize)).view(stage.BatchSize, -1).DetachFromDisposeScope() : null);

        Tensor Tokens(long length, long vocabulary) => randint(1, vocabulary, [stage.BatchSize, length], ScalarType.Int64).DetachFromDisposeScope();
    }

    private static long Status(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
