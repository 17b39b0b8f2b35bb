using System.Globalization;
using System.Text.Json;
using OpenVision.Benchmarks.Measuring;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Benchmarks;

/// <summary>Runs the named benchmarks, or all of them.</summary>
internal static class Program
{
    private static readonly Trial[] Trials =
    [
        CaptionLossTrial.Trial,
        GradCacheTrial.Trial,
    ];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
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
