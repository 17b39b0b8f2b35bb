using System.Formats.Tar;
using OpenVision.Data;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneWorldTests
{
    [Fact]
    public void FolderHoldsEverythingARecipeReads()
    {
        using TemporaryFolder temporary = new();
        Shares progress = new();
        SceneWorld.Make(new DatasetRequest(temporary["world"], Samples: 20, Seed: 3), progress, CancellationToken.None);

        string[] shards = [.. Enumerable.Range(0, 8).Select(shard => $"train-{shard:D5}.tar"), "heldout-single.tar", "heldout-multi.tar"];
        Assert.Equal(
            shards.Concat(["classes.txt", "templates.txt", "vocab.txt", "scene-world.json"]).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(temporary["world"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1, progress.Last);

        string[] train = [.. shards[..8].SelectMany(shard => Names(temporary, shard))];
        Assert.Equal(20 * 4, train.Distinct().Count());
        Assert.Contains("000019.llava_caption", train);
        Assert.Equal(640 * 5, Names(temporary, "heldout-single.tar").Count());
        Assert.Equal(500 * 4, Names(temporary, "heldout-multi.tar").Count());

        string[] vocabulary = File.ReadAllLines(Path.Combine(temporary["world"], "vocab.txt"));
        Assert.Equal(512, vocabulary.Distinct().Count());
        Assert.Equal(["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]"], vocabulary[..5]);
        Assert.Equal("red circle", File.ReadLines(Path.Combine(temporary["world"], "classes.txt")).First());
        Assert.All(File.ReadLines(Path.Combine(temporary["world"], "templates.txt")), line => Assert.Contains("{}", line, StringComparison.Ordinal));
    }

    [Fact]
    public void CancellationStopsTheMaking()
    {
        using TemporaryFolder temporary = new();
        Assert.Throws<OperationCanceledException>(() => SceneWorld.Make(
            new DatasetRequest(temporary["world"], 0, 0), new Shares(), new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(temporary["world"]));
    }

    private static IEnumerable<string> Names(TemporaryFolder temporary, string shard)
    {
        using FileStream file = File.OpenRead(Path.Combine(temporary["world"], shard));
        using TarReader tar = new(file);
        while (tar.GetNextEntry() is { } entry)
        {
            yield return entry.Name;
        }
    }

    private sealed class Shares : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
