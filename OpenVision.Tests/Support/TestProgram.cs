using System.Diagnostics;
using OpenVision.Tests.Costs;
using OpenVision.Tests.Training;

namespace OpenVision.Tests;

/// <summary>The test assembly run as a program, by tests that need a process of their own: to kill it, or to weigh it.</summary>
internal static class TestProgram
{
    /// <summary>Runs it in a process of its own.</summary>
    /// <param name="args">What it is to do.</param>
    /// <returns>What it wrote on standard output.</returns>
    public static string Output(params string[] args)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(TestProgram).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["killable-run", string recipe, string data, string output, string precision]:
                TinyRun.Execute(
                    KilledRunTests.Recipe(recipe, data), new() { Out = output, Precision = Enum.Parse<Precision>(precision) }, new TinyRun.Announcing(Console.Out));
                return 0;
            case ["training-steps", string recipe, string precision, string steps]:
                StepMeter.Run(recipe, precision, steps);
                return 0;
            case ["steady-memory", string kind, string folder]:
                SteadyMemoryTests.Measure(kind, folder);
                return 0;
            case ["memory-table", .. string[] recipes]:
                MemoryTable.Print(recipes);
                return 0;
            default:
                Console.Error.WriteLine("These are tests: run them with dotnet test.");
                return 2;
        }
    }
}
