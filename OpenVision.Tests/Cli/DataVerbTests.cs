using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Data;
using OpenVision.Tests.Evaluation;

namespace OpenVision.Tests.Cli;

public class DataVerbTests
{
    [Fact]
    public void PackedFolderCanBeInspected()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["images"]);
        File.WriteAllBytes(Path.Combine(folder["images"], "one.png"), ColorShard.Picture(0));
        File.WriteAllText(Path.Combine(folder["images"], "one.txt"), "a red square");

        CommandLine packed = CommandLine.Run("data", "pack", folder["images"], "--out", folder["shards"], "--json");
        JsonElement report = packed.Json();
        CommandLine inspected = CommandLine.Run("data", "inspect", folder["shards"] + "/*.tar", "--json");
        JsonElement shard = inspected.Json().GetProperty("shards")[0];

        Assert.Equal((0, 0), (packed.ExitCode, inspected.ExitCode));
        Assert.Equal(1, report.GetProperty("samples").GetInt64());
        Assert.Equal(1, shard.GetProperty("samples").GetInt64());
        Assert.Contains("1 samples", CommandLine.Run("data", "pack", folder["images"], "--out", folder["again"]).Output, StringComparison.Ordinal);
        Assert.Contains("png 1, txt 1", CommandLine.Run("data", "inspect", folder["shards"] + "/*.tar").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingShardIsOneLine()
    {
        CommandLine run = CommandLine.Run("data", "inspect", "none/*.tar");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("error: No shard matches 'none/*.tar'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void InspectingAShardThatCannotBeReadToItsEndFails()
    {
        using TemporaryFolder folder = new();
        string shard = folder["torn.tar"];
        File.WriteAllBytes(shard, [.. TarBytes.Member("a.txt", "a"), .. TarBytes.Member("b.png", new byte[2000])[..900]]);

        CommandLine run = CommandLine.Run("data", "inspect", shard, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, run.Json().GetProperty("problems").GetProperty("DamagedShard").GetInt64());
    }

    [Fact]
    public void DataNeedsAVerbOfItsOwn()
    {
        CommandLine run = CommandLine.Run("data");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("error: data needs a verb of its own.\n  data\nThe verbs are pack, inspect, import and make.\n", run.Error);
    }

    [Fact]
    public void RecipeMakesItsDataAlone()
    {
        using TemporaryFolder folder = new();
        RecipeSpec spec = DemoCatalogue.Captioner with { Prepare = new() { Maker = "Demo", Folder = folder["data"], Samples = 7 }, Seed = 3 };
        Catalogue catalogue = DemoCatalogue.Of(spec) with
        {
            Recipes =
            [
                new(spec, DemoCatalogue.Two.Recipes[0].Create, (request, progress, _) =>
                {
                    Directory.CreateDirectory(request.Folder);
                    File.WriteAllText(Path.Combine(request.Folder, "made.txt"), $"{request.Samples} {request.Seed}");
                    progress.Report(1);
                })
            ],
        };

        CommandLine run = CommandLine.Run(catalogue, "data", "make", "Captioner", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(folder["data"], run.Json().GetProperty("folder").GetString());
        Assert.Equal("7 3", File.ReadAllText(Path.Combine(folder["data"], "made.txt")));
    }

    [Fact]
    public void RecipeWithoutPrepareMakesNoData()
    {
        CommandLine run = CommandLine.Run("data", "make", "Captioner");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error: 'Captioner' makes no data set: it has no [Prepare<T>]. Its shards are expected to be there.\n", run.Error);
    }

    [Fact]
    public void InterruptedMakingExitsWith130()
    {
        RecipeSpec spec = DemoCatalogue.Captioner with { Prepare = new() { Maker = "Demo", Folder = "never" } };
        Catalogue catalogue = DemoCatalogue.Of(spec) with
        {
            Recipes = [new(spec, DemoCatalogue.Two.Recipes[0].Create, (_, _, _) => throw new OperationCanceledException())],
        };

        CommandLine run = CommandLine.Run(catalogue, "data", "make", "Captioner");

        Assert.Equal((130, "Interrupted.\n"), (run.ExitCode, run.Error));
    }
}
