using OpenVision.Receipts;
using OpenVision.Tests.Support;
using OpenVision.Tests.Training;

namespace OpenVision.Tests.Receipts;

public sealed class UnfinishedRunTests
{
    [Theory]
    [InlineData(3, "stopped after 3 of 20 steps")]
    [InlineData(TinyRun.Steps, null)]
    public void WeightsOfARunThatStoppedEarlyAreWarnedOf(int steps, string? said)
    {
        using TemporaryFolder folder = new();
        TinyRun.MakeData(folder["data"]);
        TinyRun.Execute(TinyRun.Recipe(folder["data"]), new() { Out = folder["run"], MaxSteps = steps });
        string? warning = UnfinishedRun.Warning(folder["run"]);
        Assert.Equal(said is null, warning is null);
        Assert.Contains(said ?? "", warning ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void AFileHasNoRunAndADamagedRecordIsSaid()
    {
        using TemporaryFolder folder = new();
        Assert.Null(UnfinishedRun.Warning(folder["vision.safetensors"]));
        File.WriteAllText(folder["run.json"], "{");
        Assert.StartsWith("warning:", UnfinishedRun.Warning(folder.Path), StringComparison.Ordinal);
    }
}
