using Microsoft.ML.OnnxRuntime;
using OpenVision.Benchmarks.Measuring;
using OpenVision.Layers;
using OpenVision.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Steps;

/// <summary>Encoding images with B/16, against the machine's matrix-product peak and against ONNX Runtime with the same encoder.</summary>
internal static class EncodeTrials
{
    private const int Count = 9, Warm = 3;

    /// <summary>The sides, by the names under which processes are started.</summary>
    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["encode-half-1"] = new(Ours: true, static () => new OurEncoder(1, half: true)),
        ["encode-half-16"] = new(Ours: true, static () => new OurEncoder(16, half: true)),
        ["encode-single-16"] = new(Ours: true, static () => new OurEncoder(16, half: false)),
        ["encode-onnx-1"] = new(Ours: false, static () => new OnnxEncoder(1)),
        ["encode-onnx-16"] = new(Ours: false, static () => new OnnxEncoder(16)),
    };

    /// <summary>Measures.</summary>
    public static IReadOnlyList<Figure> Run()
    {
        double flops = 16.0 * Flops.Vision(B16.Definition);
        List<Figure> figures = [];
        foreach (string batch in (string[])["1", "16"])
        {
            using Worker ours = new($"encode-half-{batch}"), onnx = new($"encode-onnx-{batch}");
            Rounds rounds = Worker.Alternate(Count, Warm, ours, onnx);
            figures.Add(Figure.Of($"batch {batch}, ours bfloat16", "s", rounds.Ours));
            figures.Add(Figure.Of($"batch {batch}, ONNX Runtime float32", "s", rounds.Peer));
            figures.Add(Figure.Of($"batch {batch}, times as fast as ONNX Runtime float32", "", rounds.Ratios, Goal.Least(1.5)));
        }

        figures.Add(Share("encode-half-16", ScalarType.BFloat16, "bfloat16", 0.78));
        figures.Add(Share("encode-single-16", ScalarType.Float32, "float32", 0.92));
        return figures;

        // The peak is measured right before each round: processors change their clock.
        Figure Share(string side, ScalarType type, string name, double goal)
        {
            using Worker worker = new(side);
            worker.Round();
            return Figure.Of(
                $"batch 16, share of the {name} matrix-product peak", "",
                [.. Enumerable.Range(0, Count).Select(_ => MatrixPeak.Of(type)).Select(peak => flops / worker.Round() / peak)],
                Goal.Least(goal));
        }
    }

    private sealed class OurEncoder : ISide
    {
        private readonly ParameterStore store;
        private readonly B16 encoder;
        private readonly Tensor images;

        public OurEncoder(int batch, bool half)
        {
            store = new(ParameterCount.Of(Model.Parameters()), new GraphSettings(CPU, half, Trains: false, Seed: 0));
            encoder = new(store.Root["visual"]);
            images = randn(batch, 3, B16.Resolution, B16.Resolution);
        }

        public static ModelSpec Model { get; } = new() { Name = nameof(B16), Vision = B16.Definition };

        public void Round()
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            encoder.Forward(images);
        }

        public void Dispose()
        {
            images.Dispose();
            store.Dispose();
        }
    }

    private sealed class OnnxEncoder : ISide
    {
        private readonly string folder = Directory.CreateTempSubdirectory("openvision-benchmark").FullName;
        private readonly InferenceSession session;
        private readonly OrtValue images;

        public OnnxEncoder(int batch)
        {
            string path = Path.Combine(folder, "b16.onnx");
            using (ParameterStore store = new(ParameterCount.Of(OurEncoder.Model.Parameters()), GraphSettings.Inference))
            {
                _ = new B16(store.Root["visual"]);
                OnnxExport.Vision(path, B16.Definition, store.Parameters.Concat(store.Fixed).ToDictionary(static one => one.Name, static one => one.Master));
            }

            using SessionOptions options = new() { IntraOpNumThreads = get_num_threads(), GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
            session = new(path, options);
            float[] pixels = new float[batch * 3 * B16.Resolution * B16.Resolution];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (i * 2654435761 % 1000 / 500f) - 1;
            }

            images = OrtValue.CreateTensorValueFromMemory(pixels, [batch, 3, B16.Resolution, B16.Resolution]);
        }

        public void Round()
        {
            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, [session.InputNames[0]], [images], session.OutputNames);
        }

        public void Dispose()
        {
            images.Dispose();
            session.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
