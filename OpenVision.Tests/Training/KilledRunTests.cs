using System.Diagnostics;
using OpenVision.Numerics;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

public sealed class KilledRunTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    /// <summary>SIGKILL cannot be caught: nothing is flushed, closed or cleaned up.</summary>
    [Fact]
    public void RunKilledAtARandomStepAndResumedGivesTheLossesOfOneNeverKilled()
    {
        string folder = tiny.NewFolder("killed");
        Draw draw = new((ulong)Stopwatch.GetTimestamp());
        int killAt = 1 + draw.Below(TinyRun.Steps - 1);
        KillAfter(killAt, folder);

        RunSummary resumed = TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });

        Assert.True(TinyRun.Losses(tiny.Unbroken).SequenceEqual(TinyRun.Losses(folder)), $"killed at step {killAt}");
        Assert.Equal(File.ReadAllBytes(tiny.Summary.Weights), File.ReadAllBytes(resumed.Weights));
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

    private void KillAfter(int step, string folder)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(TestProgram).Assembly.Location, "tiny-run", tiny.Data, folder])
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
