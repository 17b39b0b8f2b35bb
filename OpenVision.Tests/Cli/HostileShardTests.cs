using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Data;
using OpenVision.Tests.Evaluation;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Cli;

public sealed class HostileShardTests : IDisposable
{
    private readonly ColorShard good = new();

    [Fact]
    public void TrainingOnHostileShardsCompletesAndTellsEverySkip()
    {
        byte[] jpeg = Pictures.Jpeg(64, 64, new(200, 30, 30));
        Shard(
            "hostile.tar",
            [
                .. Member("../../x.png", ColorShard.Picture(0)), .. Member("../../x.txt", "red square"),
                .. Member("/tmp/openvision-escaped.png", ColorShard.Picture(0)),
                .. Member("cut.jpg", jpeg[..(jpeg.Length / 2)]), .. Member("cut.txt", "red square"),
                .. Member("silent.png", ColorShard.Picture(1)),
                .. Member("garbled.png", ColorShard.Picture(1)), .. Member("garbled.txt", [0xC3, 0x28, 0xFF]),
                .. Member("bomb.png", Pictures.Bomb()), .. Member("bomb.txt", "blue square"),
                .. Member("hollow.png", Array.Empty<byte>()), .. Member("hollow.txt", "blue square"),
                .. End,
            ]);
        Shard("empty.tar", []);
        byte[] whole = Member("last.png", ColorShard.Picture(2));
        Shard("torn.tar", [.. Member("first.png", ColorShard.Picture(2)), .. Member("first.txt", "blue square"), .. whole[..540]]);
        string run = good["run"];
        string[] before = Files();

        // One argument a shard, as a shell expands *.tar: still one source, however little some of them hold.
        CommandLine trained = CommandLine.Run(
            Of(good), ["train", "--out", run, "--json", "--max-steps", "12", "--data", .. Directory.GetFiles(good.Folder, "*.tar")]);

        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.DoesNotContain("   at ", trained.Error, StringComparison.Ordinal);
        Assert.Equal(12, trained.Json().GetProperty("steps").GetInt64());
        Assert.Equal(before, Files());
        Assert.False(File.Exists("/tmp/openvision-escaped.png"));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        JsonElement skipped = record.RootElement.GetProperty("skipped");
        Dictionary<string, long> counts = skipped.GetProperty("counts").EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetInt64());
        foreach (string reason in (string[])["UnsafeName", "DamagedImage", "NoCaption", "InvalidText", "ImageTooLarge", "DamagedShard"])
        {
            Assert.True(counts.GetValueOrDefault(reason) > 0, $"{reason} is not among {skipped.GetRawText()}");
            Assert.Contains(skipped.GetProperty("first").EnumerateArray(), first => first.GetProperty("reason").GetString() == reason);
        }

        Assert.Equal(counts.Values.Sum(), trained.Json().GetProperty("skipped").GetInt64());
    }

    public void Dispose() => good.Dispose();

    // Everything around the run's own folder, two levels up: where a member named ../../x would land.
    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(good.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(good["run"], StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.GetDirectoryName(good.Folder)!, "x*"))
            .Order(StringComparer.Ordinal),
    ];

    private void Shard(string name, byte[] bytes) => File.WriteAllBytes(good[name], bytes);

    private static Catalogue Of(ColorShard shard)
    {
        RecipeSpec spec = SquareRecipe.On(shard) with
        {
            Stages = new([SquareRecipe.Definition.Stages[0] with { Samples = 24 }]),
        };
        return new([], [], [], [], [], [new(spec, SquareRecipe.Create, null)]);
    }
}
