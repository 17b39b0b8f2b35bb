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

    /// <summary>The sides, by the names under which processes are started.</summary>
    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["adamw-half"] = new(Ours: true, static () => new Ours(isHalf: true)),
        ["adamw-single"] = new(Ours: true, static () => new Ours(isHalf: false)),
        ["adamw-plain"] = new(Ours: false, static () => new Plain()),
        ["adamw-plain-kept"] = new(Ours: true, static () => new Plain()),
    };

    private static IReadOnlyList<Figure> Run()
    {
        using CopyBandwidth copy = new();
        using Worker half = new("adamw-half"), single = new("adamw-single"), plain = new("adamw-plain"), kept = new("adamw-plain-kept");
        List<Round> rounds = [];
        for (int i = -Warm; i < Count; i++)
        {
            Round round = new(copy.Measure(), half.Round(), single.Round(), plain.Round(), kept.Round());
            if (i >= 0)
            {
                rounds.Add(round);
            }
        }

        double parameters = Shapes().Sum(Length);
        return
        [
            Figure.Of("bfloat16 step, times as fast as torch.optim.AdamW", "", rounds.Select(static round => round.Plain / round.Half), Goal.Least(10)),
            Figure.Of("float32 step, times as fast as torch.optim.AdamW", "", rounds.Select(static round => round.Plain / round.Single), Goal.Least(10)),
            Figure.Of("bfloat16 step, share of the copy bandwidth", "", rounds.Select(round => parameters * HalfBytes / round.Half / round.Copy), Goal.Least(0.7)),
            Figure.Of("float32 step, share of the copy bandwidth", "", rounds.Select(round => parameters * SingleBytes / round.Single / round.Copy), Goal.Least(0.7)),
            Figure.Of($"bfloat16 step, {HalfBytes} bytes a parameter", "ms", rounds.Select(static round => round.Half * 1e3)),
            Figure.Of($"float32 step, {SingleBytes} bytes a parameter", "ms", rounds.Select(static round => round.Single * 1e3)),
            Figure.Of("torch.optim.AdamW", "ms", rounds.Select(static round => round.Plain * 1e3)),
            Figure.Of("torch.optim.AdamW with our allocator settings", "ms", rounds.Select(static round => round.Kept * 1e3)),
            Figure.Of("copy bandwidth, bytes read and written", "GB/s", rounds.Select(static round => round.Copy / 1e9)),
            Figure.Of("bfloat16 side, memory", "MB", [half.Peak() / 1e6]),
            Figure.Of("float32 side, memory", "MB", [single.Peak() / 1e6]),
            Figure.Of("torch.optim.AdamW, memory", "MB", [plain.Peak() / 1e6]),
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
        long Of(ParameterKind kind) => parts.Where(part => part.Kind == kind).Sum(static part => Length(part.Shape));
        ParameterStore store = new(new(Of(ParameterKind.Matrix), Of(ParameterKind.Other), 0), new GraphSettings(CPU, isHalf, Trains: true, Seed: 0));
        for (int i = 0; i < parts.Length; i++)
        {
            store.Root.Add($"p{i}", parts[i].Kind, Initial.Normal(0.02), parts[i].Shape);
        }

        store.Seal();
        return store;
    }

    private static long Length(long[] shape) => shape.Aggregate(1L, static (product, size) => product * size);

    private readonly record struct Round(double Copy, double Half, double Single, double Plain, double Kept);

    private sealed class Ours : ISide
    {
        private readonly ParameterStore store;
        private readonly AdamW optimizer;

        public Ours(bool isHalf)
        {
            store = Store(isHalf);
            optimizer = new(store, new() { ClipNorm = 1 });
            (store.HalfGradients ?? store.Gradients).uniform_(-1, 1);
        }

        // The gradients are 0 from the second on, which takes no less time.
        public void Round() => optimizer.Step(1e-4);

        public void Dispose()
        {
            optimizer.Dispose();
            store.Dispose();
        }
    }

    private sealed class Plain : ISide
    {
        private readonly Weight[] weights = [.. Shapes().Select(static shape => new Weight(randn(shape)))];
        private readonly optim.Optimizer optimizer;

        public Plain()
        {
            foreach (Weight weight in weights)
            {
                using Tensor gradient = randn(weight.shape);
                weight.grad = gradient;
            }

            optimizer = optim.AdamW(weights, lr: 1e-4, weight_decay: 0.2);
        }

        public void Round() => optimizer.step();

        public void Dispose() => optimizer.Dispose();
    }
}
