using OpenVision.Tests.Costs;
using OpenVision.Tests.Training;

namespace OpenVision.Tests;

/// <summary>The test assembly run as a program, by tests that need a process of their own: to kill it, or to weigh it.</summary>
internal static class TestProgram
{
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
            case ["memory-table", .. string[] recipes]:
                MemoryTable.Print(recipes);
                return 0;
            default:
                Console.Error.WriteLine("These are tests: run them with dotnet test.");
                return 2;
        }
    }
}
