using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenVision.Benchmarks.Measuring;

namespace OpenVision.Benchmarks.Steps;

/// <summary>From <c>dotnet run recipes/quickstart.cs</c> to its first training step, and how long steps wait for data.</summary>
internal static class StartTrial
{
    private const int Count = 5, Steps = 600;

    /// <summary>Measures. The first run builds the recipe and makes its data set where they are not there.</summary>
    public static IReadOnlyList<Figure> Run()
    {
        string folder = Directory.CreateTempSubdirectory("openvision-benchmark").FullName;
        try
        {
            _ = FirstStep(Path.Combine(folder, "warm"), 1);
            double[] starts = [.. Enumerable.Range(0, Count).Select(round => FirstStep(Path.Combine(folder, $"{round}"), 1))];
            string long_ = Path.Combine(folder, "steps");
            _ = FirstStep(long_, Steps);
            return
            [
                Figure.Of("from dotnet run to the first step, warm build", "s", starts, Goal.Most(4)),
                Figure.Of($"share of {Steps} steps' time spent waiting for data", "", [Waiting(long_)], Goal.Most(0.02)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double FirstStep(string run, int steps)
    {
        ProcessStartInfo start = new("dotnet", ["run", "recipes/quickstart.cs", "--", "train", "Quickstart", "--out", run, "--max-steps", $"{steps}"])
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        string metrics = Path.Combine(run, "metrics.jsonl");
        double? first = null;
        while (!process.WaitForExit(10))
        {
            if (first is null && File.Exists(metrics) && new FileInfo(metrics).Length > 0)
            {
                first = Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        }

        return process.ExitCode == 0
            ? first ?? Stopwatch.GetElapsedTime(began).TotalSeconds
            : throw new InvalidOperationException("The quickstart failed; run it alone: dotnet run recipes/quickstart.cs");
    }

    private static double Waiting(string run)
    {
        string last = File.ReadLines(Path.Combine(run, "metrics.jsonl")).Last(static line => line.Contains("data_wait", StringComparison.Ordinal));
        using System.Text.Json.JsonDocument row = System.Text.Json.JsonDocument.Parse(last);
        return row.RootElement.GetProperty("data_wait").GetDouble();
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
