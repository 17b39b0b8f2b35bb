using OpenVision.Benchmarks.Measuring;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;
using Weight = TorchSharp.Modules.Parameter;

namespace OpenVision.Benchmarks;

/// <summary>
/// An update of B/16's parameters: ours after a bfloat16 and after a float32 backward pass, and torch.optim.AdamW on the same
/// parameters in float32. Ours also measures the gradients' norm, sets gradients to 0 and, in bfloat16, refreshes what the forward
/// pass reads; the peer only moves the parameters.
/// </summary>
internal static class AdamWTrial
{
    private const int Count = 9, Warm = 2;

    // Read and written: parameter and both moments, in float32.
    private const double StateBytes = 3 * (4 + 4);

    // The gradient is read for the norm, read again and set to 0; the bfloat16 copy is written.
    private const double HalfBytes = StateBytes + (3 * 2) + 2, SingleBytes = StateBytes + (3 * 4);

    /// <summary>The benchmark.</summary>
    public static Trial Trial { get; } = new("adamw", "an AdamW update of B/16's 152 tensors, ours against torch.optim.AdamW", Run);

    private static IReadOnlyList<Figure> Run() => [.. Figures(isHalf: true, HalfBytes), .. Figures(isHalf: false, SingleBytes)];

    private static IReadOnlyList<Figure> Figures(bool isHalf, double bytes)
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterStore store = Store(isHalf);
        using AdamW ours = new(store, new OptimizerSpec { ClipNorm = 1 });
        Weight[] theirs = [.. Shapes().Select(static shape => new Weight(randn(shape)))];
        foreach (Weight parameter in theirs)
        {
            using Tensor gradient = randn(parameter.shape);
            parameter.grad = gradient;
        }

        using optim.Optimizer stock = optim.AdamW(theirs, lr: 1e-4, weight_decay: 0.2);
        using CopyBandwidth copy = new();
        List<Round> rounds = [];
        for (int i = -Warm; i < Count; i++)
        {
            using DisposeScope inner = NewDisposeScope();

            // An update leaves none.
            (store.HalfGradients ?? store.Gradients).uniform_(-1, 1);
            Round round = new(copy.Measure(), Rounds.Seconds(() => ours.Step(1e-4)), Rounds.Seconds(() => stock.step()));
            if (i >= 0)
            {
                rounds.Add(round);
            }
        }

        string format = isHalf ? "bfloat16" : "float32";
        return
        [
            Figure.Of($"{format} step, times as fast as torch.optim.AdamW", "", rounds.Select(static round => round.Stock / round.Ours), Goal.Least(10)),
            Figure.Of($"{format} step, share of the copy bandwidth", "", rounds.Select(round => store.Sizes.Total * bytes / round.Ours / round.Copy), Goal.Least(0.7)),
            Figure.Of($"{format} step, {bytes} bytes a parameter", "ms", rounds.Select(static round => round.Ours * 1e3)),
            Figure.Of("torch.optim.AdamW", "ms", rounds.Select(static round => round.Stock * 1e3)),
            Figure.Of("copy bandwidth, bytes read and written", "GB/s", rounds.Select(static round => round.Copy / 1e9)),
            Figure.Of($"{format} step, memory in passing", "MB", [Extra(() => ours.Step(1e-4))]),
            Figure.Of("torch.optim.AdamW, memory in passing", "MB", [Extra(() => stock.step())]),
        ];
    }

    // timm's vit_base_patch16_224, with its classifier.
    private static IEnumerable<long[]> Shapes()
    {
        const long Width = 768, Mlp = 3072, Tokens = 197, Depth = 12, Classes = 1000;
        List<long[]> shapes = [[1, 1, Width], [1, Tokens, Width], [Width, 3, 16, 16], [Width]];
        for (int block = 0; block < Depth; block++)
        {
            shapes.AddRange([[Width], [Width], [3 * Width, Width], [3 * Width], [Width, Width], [Width], [Width], [Width], [Mlp, Width], [Mlp], [Width, Mlp], [Width]]);
        }

        return [.. shapes, [Width], [Width], [Classes, Width], [Classes]];
    }

    private static ParameterStore Store(bool isHalf)
    {
        (long[] Shape, ParameterKind Kind)[] parts = [.. Shapes().Select(static shape => (shape, shape is [_, not 1 and not 197, ..] ? ParameterKind.Matrix : ParameterKind.Other))];
        long Of(ParameterKind kind) => parts.Where(part => part.Kind == kind).Sum(static part => part.Shape.Aggregate(1L, static (product, size) => product * size));
        ParameterStore store = new(new(Of(ParameterKind.Matrix), Of(ParameterKind.Other), 0), new GraphSettings(CPU, isHalf, Trains: true, Seed: 0));
        for (int i = 0; i < parts.Length; i++)
        {
            store.Root.Add($"p{i}", parts[i].Kind, Initial.Normal(0.02), parts[i].Shape);
        }

        store.Seal();
        return store;
    }

    // Above what the process held before, in MB.
    private static double Extra(Action step)
    {
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak starts anew
        double before = Status("VmRSS");
        step();
        return Math.Max(0, Status("VmHWM") - before) / 1e3;
    }

    private static double Status(string field) => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture);

    private readonly record struct Round(double Copy, double Ours, double Stock);
}
