using System.Diagnostics;
using System.Globalization;
using OpenVision.Cli;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Costs;

/// <summary>
/// Training steps of a recipe in a process of their own, as a run makes them: the graph, AdamW and the buffers of a batch, filled
/// with random images and captions that have no padding.
/// </summary>
internal static class StepMeter
{
    private const int Steps = 3;

    /// <summary>What the process does: prints the bytes that steps took above what the process held before the graph was made.</summary>
    /// <param name="name">A recipe of this project.</param>
    /// <param name="precision">The number format of products.</param>
    public static void Run(string name, string precision)
    {
        NativeAllocator.KeepFreedMemory();
        bool half = Enum.Parse<Precision>(precision) == Precision.BFloat16;

        // A first step loads kernels and starts threads.
        MakeSteps(Generators.MicroRecipe.Definition, Generators.MicroRecipe.Create, half, 1);
        RecipeEntry recipe = OpenVisionCatalogue.Own.Recipes.Single(entry => entry.Spec.Name == name);
        GC.Collect();
        long before = Status("VmRSS");
        File.WriteAllText("/proc/self/clear_refs", "5");
        MakeSteps(recipe.Spec, recipe.Create, half, Steps);
        MemoryCost cost = Memory.Of(recipe.Spec, recipe.Spec.Stages[0].Resolution, recipe.Spec.Stages[0].BatchSize, 1, half);
        Console.WriteLine($"{(Status("VmHWM") - before) / 1e6:F0} estimated {cost.Total / 1e6:F0} ratio {(double)cost.Total / (Status("VmHWM") - before):F3} fixed {cost.Fixed / 1e6:F0} batch {cost.Batch / 1e6:F0} act {cost.Activations / 1e6:F0} loss {cost.Losses / 1e6:F0} work {cost.Working / 1e6:F0}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak {Status("VmHWM") - before} before {before}"));
    }

    /// <summary>Starts the process and reads what it prints.</summary>
    public static long Measure(string recipe, Precision precision)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(TestProgram).Assembly.Location, "training-steps", recipe, $"{precision}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return long.Parse(output.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static void MakeSteps(RecipeSpec recipe, Func<GraphSettings, TrainingGraph> create, bool half, int steps)
    {
        using TrainingGraph graph = create(new(CPU, half, Trains: true, Seed: 0));
        using AdamW optimizer = new(graph.Parameters, recipe.Optimizer);
        using TrainingBatch batch = Batch(recipe);
        StepRunner runner = new(graph, optimizer);
        for (int step = 0; step < steps; step++)
        {
            runner.Step(batch, 1e-4, $"step {step}");
        }
    }

    private static TrainingBatch Batch(RecipeSpec recipe)
    {
        StageSpec stage = recipe.Stages[0];
        return new(
            randn(stage.BatchSize, 3, stage.Resolution, stage.Resolution).DetachFromDisposeScope(),
            Tokens(recipe.Text.Context, recipe.Text.Vocabulary),
            Tokens(recipe.Text.Context, recipe.Text.Vocabulary),
            Tokens(recipe.Decoder is { } decoder ? decoder.Queries + 1 : 0, recipe.Text.Vocabulary));

        Tensor Tokens(long length, long vocabulary) => randint(1, vocabulary, [stage.BatchSize, length], ScalarType.Int64).DetachFromDisposeScope();
    }

    private static long Status(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
