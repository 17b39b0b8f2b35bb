using System.Diagnostics;
using OpenVision.Cli;
using OpenVision.Numerics;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

public sealed class KilledRunTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    /// <summary>SIGKILL cannot be caught: nothing is flushed, closed or cleaned up.</summary>
    [Theory]
    [InlineData("captioned", Precision.Float32)]
    [InlineData("captioned", Precision.BFloat16)]
    [InlineData("own-pipeline", Precision.Float32)]
    public void RunKilledAtARandomStepAndResumedGivesTheLossesOfOneNeverKilled(string recipe, Precision precision)
    {
        string whole = tiny.NewFolder($"whole-{recipe}-{precision}"), folder = tiny.NewFolder($"killed-{recipe}-{precision}");
        RunSummary unbroken = TinyRun.Execute(Recipe(recipe, tiny.Data), new() { Out = whole, Precision = precision });
        Draw draw = new((ulong)Stopwatch.GetTimestamp());
        int killAt = 1 + draw.Below(TinyRun.Steps - 1);
        KillAfter(killAt, recipe, folder, precision);

        RunSummary resumed = TinyRun.Execute(Recipe(recipe, tiny.Data), new() { Out = folder, Precision = precision, Resume = true });

        Assert.True(TinyRun.Losses(whole).SequenceEqual(TinyRun.Losses(folder)), $"killed at step {killAt}");
        Assert.Equal(File.ReadAllBytes(unbroken.Weights), File.ReadAllBytes(resumed.Weights));
    }

    [Fact]
    public void LineTornByAKillIsCutOff()
    {
        string folder = tiny.NewFolder("torn");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 6 });
        File.AppendAllText(Path.Combine(folder, "metrics.jsonl"), "{\"step\":7,\"sta");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
    }

    [Fact]
    public void GoingOnWithAnotherNumberOfThreadsIsSaid()
    {
        string folder = tiny.NewFolder("threads");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 6 });
        foreach (string state in Directory.EnumerateFiles(folder, "state.json", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(state);
            Assert.Matches("\"threads\": ?1", text);
            File.WriteAllText(state, System.Text.RegularExpressions.Regex.Replace(text, "\"threads\": ?1", "\"threads\":7"));
        }

        TinyRun.Quiet observer = new();
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true }, observer);

        Assert.Contains(observer.Notes, note => note.StartsWith("the run was made with 7 threads and goes on with 1", StringComparison.Ordinal));
    }

    /// <summary>The recipes that are killed, by their names on the command line of <see cref="TestProgram"/>.</summary>
    internal static RecipeEntry Recipe(string name, string data) => name switch
    {
        "captioned" => CaptionedRecipe.On(data),
        "own-pipeline" => OwnPipelineRecipe.On(data),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such recipe."),
    };

    private void KillAfter(int step, string recipe, string folder, Precision precision)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(TestProgram).Assembly.Location, "killable-run", recipe, tiny.Data, folder, $"{precision}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            string? line;
            do
            {
                line = process.StandardOutput.ReadLine();
            }
            while (line is not null && line != $"step {step}");

            Assert.True(line is not null, line is null ? error.Result : "");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
