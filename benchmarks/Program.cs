using System.Globalization;
using System.Text.Json;
using OpenVision.Benchmarks.Language;
using OpenVision.Benchmarks.Measuring;
using OpenVision.Benchmarks.Steps;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Benchmarks;

/// <summary>Runs the named benchmarks, or all of them.</summary>
internal static class Program
{
    private static readonly Trial[] Trials =
    [
        new("step-small", "a training step of S/16 at 224 pixels with text encoder and caption decoder S, batch 32, against plain TorchSharp", StepTrials.Small),
        new("step-tiny", "a training step of Ti/16 at 160 pixels with text encoder and caption decoder Ti, batch 64, against plain TorchSharp", StepTrials.Tiny),
        new("step-large", "forward, backward and update of the image tower L/14 at 84 pixels, batch 32, against plain TorchSharp", StepTrials.Large),
        new("step-long", "forward, backward and update of the image tower S/8 at 224 pixels, batch 8, against plain TorchSharp", StepTrials.Long),
        new("rematerialized", "the image tower of L/14 at 84 pixels, batch 32, with every block run again for its derivative, against itself without", StepTrials.Rematerialized),
        new("steady", "two thousand steps of a small recipe with text encoder and caption decoder", SteadyTrial.Run),
        new("start", "the quickstart's first step, and its waiting for data", StartTrial.Run),
        AdamWTrial.Trial,
        new("encode", "encoding images with B/16 at 224 pixels, against ONNX Runtime and the matrix-product peak", EncodeTrials.Run),
        LoaderTrial.Trial,
        CaptionLossTrial.Trial,
        GradCacheTrial.Trial,
        GenerateTrial.Trial,
    ];

    private static readonly Dictionary<string, Side> Sides = new([.. AdamWTrial.Sides, .. StepTrials.Sides, .. EncodeTrials.Sides, .. SteadyTrial.Sides]);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args is ["side", var side])
        {
            Worker.Serve(Sides[side]);
            return 0;
        }

        NativeAllocator.KeepFreedMemory();
        if (args is [PeakMemory.Argument, var trial, .. var sides])
        {
            Console.WriteLine(Trials.Single(one => one.Name == trial).Peak?.Invoke(sides));
            return 0;
        }

        bool json = args.Contains("--json");
        string[] names = [.. args.Where(static arg => arg != "--json")];
        if (names.FirstOrDefault(static name => Trials.All(one => one.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"error: There is no benchmark '{unknown}'. There are {string.Join(", ", Trials.Select(static one => one.Name))}.");
            return 2;
        }

        Machine machine = Machine.Here();
        double exact = MatrixPeak.Of(torch.ScalarType.Float32) / 1e9, half = MatrixPeak.Of(torch.ScalarType.BFloat16) / 1e9;
        Console.Error.WriteLine($"{machine.Processor}, {machine.Features}, {machine.Threads} threads, .NET {machine.Runtime}, libtorch {machine.Torch}");
        Console.Error.WriteLine($"matrix product of 2048 cubed: float32 {exact:F0} GFLOP/s, bfloat16 {half:F0} GFLOP/s");
        List<Outcome> outcomes = [];
        foreach (Trial benchmark in Trials.Where(one => names.Length == 0 || names.Contains(one.Name)))
        {
            Outcome outcome = new(benchmark.Name, benchmark.What, benchmark.Run());
            outcomes.Add(outcome);
            if (!json)
            {
                Print(outcome);
            }
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { machine, float32_gflops = exact, bfloat16_gflops = half, benchmarks = outcomes }, Json));
        }

        return 0;
    }

    private static void Print(Outcome outcome)
    {
        Console.WriteLine();
        Console.WriteLine($"{outcome.Name}: {outcome.What}");
        foreach (Figure figure in outcome.Figures)
        {
            string goal = figure.Goal is { } wanted ? $"  goal {wanted}: {(figure.Met == true ? "met" : "MISSED")}" : "";
            Console.WriteLine($"  {figure.Name,-58} {figure.Median,10:G4} {figure.Unit,-8} ({figure.Low:G4} to {figure.High:G4}){goal}");
        }
    }
}
