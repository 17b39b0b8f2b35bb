using OpenVision.Benchmarks.Measuring;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks;

/// <summary>An image encoder of Ti's size on small images.</summary>
[VisionModel(Variant.Ti, Patch = 8, Resolution = 32)]
internal sealed partial class LowEncoder;

/// <summary>A text encoder of Ti's size on short texts.</summary>
[TextModel(Variant.Ti, Context = 16)]
internal sealed partial class ShortText;

/// <summary>Both, contrastively, a batch in parts.</summary>
[TrainRecipe<LowEncoder, ShortText>]
[Stage("only", Samples = 1_048_576, BatchSize = 1_024, BaseLearningRate = 1e-3, MicroBatch = 32)]
[Data("shards/{0..1}.tar", SyntheticCaption = "")]
internal sealed partial class PartsRecipe;

/// <summary>
/// A contrastive update of 1,024 pairs, 32 at a time, against one of 32 pairs: the peak above a process without a model. And its
/// gradients against those of the batch at once, in float32, for 256 pairs.
/// </summary>
internal static class GradCacheTrial
{
    private const int Large = 1024, Small = 32, Compared = 256;

    /// <summary>The benchmark.</summary>
    public static Trial Trial { get; } = new("grad-cache", "an update of 1,024 pairs, 32 at a time, against one of 32 pairs (Ti encoders, 16 patches, 16 tokens)", Run, Peak);

    private static double Peak(string[] sides)
    {
        PeakMemory peak = new();
        using Side side = new(int.Parse(sides[0], System.Globalization.CultureInfo.InvariantCulture), half: true);
        side.Update();
        return peak.Bytes;
    }

    private static List<Figure> Run()
    {
        double[] parts = [.. Peaks(Large)], plain = [.. Peaks(Small)];
        using Side large = new(Large, half: true), small = new(Small, half: true);
        Rounds rounds = Rounds.Alternate(3, 1, large.Update, () =>
        {
            for (int i = 0; i < Large / Small; i++)
            {
                small.Update();
            }
        });
        return
        [
            Figure.Of("peak of 1,024 pairs in parts", "MiB", parts.Select(static bytes => bytes / (1 << 20))),
            Figure.Of("peak of 32 pairs", "MiB", plain.Select(static bytes => bytes / (1 << 20))),
            Figure.Of("peak in parts / of 32 pairs", "", parts.Zip(plain, static (one, other) => one / other), Goal.Most(1.3)),
            Figure.Of("time in parts / of 32 updates of 32 pairs", "", rounds.Ratios.Select(static ratio => 1 / ratio)),
            Figure.Of("largest difference of gradients / largest gradient, float32", "", [Difference()], Goal.Most(1e-5)),
        ];
    }

    private static IEnumerable<double> Peaks(int pairs) => Enumerable.Range(0, 3).Select(_ => PeakMemory.OfProcess(Trial.Name, $"{pairs}"));

    private static double Difference()
    {
        using Side parts = new(Compared, half: false), whole = new(Compared, half: false);
        parts.Graph.Step(parts.Batch, Small);
        whole.Graph.Step(whole.Batch);
        using DisposeScope scope = NewDisposeScope();
        Tensor exact = whole.Graph.Parameters.Gradients;
        return (parts.Graph.Parameters.Gradients - exact).abs().max().item<float>() / exact.abs().max().item<float>();
    }

    private sealed class Side : IDisposable
    {
        private readonly AdamW optimizer;
        private readonly StepRunner runner;

        public Side(int pairs, bool half)
        {
            Graph = PartsRecipe.Create(new(CPU, half, Trains: true, Seed: 0));
            optimizer = new AdamW(Graph.Parameters, PartsRecipe.Definition.Optimizer);
            runner = new StepRunner(Graph, optimizer);
            using Generator draws = new(1);
            Batch = new(
                randn(pairs, 3, LowEncoder.Resolution, LowEncoder.Resolution, generator: draws),
                randint(1, ShortText.Vocabulary, [pairs, ShortText.Context], ScalarType.Int64, generator: draws),
                zeros(pairs, ShortText.Context, ScalarType.Int64),
                zeros(pairs, 0, ScalarType.Int64));
        }

        public TrainingGraph Graph { get; }

        public TrainingBatch Batch { get; }

        public void Update() => runner.Step(Batch, 1e-4, "the benchmark", Batch.Images.shape[0] > Small ? Small : 0);

        public void Dispose()
        {
            Batch.Dispose();
            optimizer.Dispose();
            Graph.Dispose();
        }
    }
}
