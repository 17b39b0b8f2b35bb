using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

public class RunFoldersTests
{
    [Fact]
    public void FirstRunStartsInTheRecipesFolder()
    {
        using TemporaryFolder folder = new();

        Assert.Equal((folder["Demo"], false), RunFolders.Next(folder["Demo"]));
    }

    [Theory]
    [InlineData("running")]
    [InlineData("stopped")]
    [InlineData("failed")]
    public void InterruptedRunGoesOn(string status)
    {
        using TemporaryFolder folder = new();
        Record(folder["Demo"], status);

        Assert.Equal((folder["Demo"], true), RunFolders.Next(folder["Demo"]));
    }

    [Fact]
    public void RunKilledBeforeItsRecordGoesOn()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["Demo"]);

        Assert.Equal((folder["Demo"], true), RunFolders.Next(folder["Demo"]));
    }

    [Fact]
    public void CompleteRunsAreLeftAlone()
    {
        using TemporaryFolder folder = new();
        Record(folder["Demo"], "done");
        Record(folder["Demo-2"], "done");

        Assert.Equal((folder["Demo-3"], false), RunFolders.Next(folder["Demo"]));
    }

    [Fact]
    public void RecordOfAnotherProgramIsRefused()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["Demo"]);
        File.WriteAllText(Path.Combine(folder["Demo"], "run.json"), "[1]");

        Assert.Equal(
            $"'{Path.Combine(folder["Demo"], "run.json")}' is not the record of a run. Move '{folder["Demo"]}' away, or name another folder with train --out.",
            Assert.Throws<OpenVisionException>(() => RunFolders.Next(folder["Demo"])).Message);
    }

    private static void Record(string folder, string status)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "run.json"), $$"""{"status":"{{status}}"}""");
    }
}
