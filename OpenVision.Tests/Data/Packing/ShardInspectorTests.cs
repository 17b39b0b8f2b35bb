using System.Text.Json;
using OpenVision.Data;
using OpenVision.Data.Packing;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data.Packing;

public sealed class ShardInspectorTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void ListsSamplesAndMembersOfEachShard()
    {
        string plain = Put("plain.tar", [.. Member("a.jpg", Pictures.Jpeg(1)), .. Member("a.txt", "one"), .. Member("b.png", Pictures.Png(1)), .. Member("b.txt", "four"), .. End]);
        string packed = Put("packed.tar.gz", Gzip([.. Member("c.jpg", Pictures.Jpeg(1)), .. Member("c.llava_caption", "A text."), .. End]));
        InspectReport report = ShardInspector.Inspect([plain, packed], new InspectOptions());
        Assert.Empty(report.Problems);
        Assert.Equal(3, report.Samples);
        Assert.Equal(["jpg", "png", "txt"], report.Shards[0].Members.Keys);
        Assert.Equal(new MemberSummary(2, 7), report.Shards[0].Members["txt"]);
        Assert.Equal((false, true), (report.Shards[0].IsCompressed, report.Shards[1].IsCompressed));
        Assert.Equal(new FileInfo(packed).Length, report.Shards[1].FileBytes);
        Assert.Contains("\"llava_caption\":{\"Count\":1,\"Bytes\":7}", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public void FindsWhatTrainingWouldSkip()
    {
        byte[] good = Pictures.Jpeg(1);
        string path = Put(
            "bad.tar",
            [
                .. Member("good.jpg", good), .. Member("good.txt", "x"),
                .. Member("blind.txt", "x"),
                .. Member("damaged.jpg", "x"), .. Member("damaged.txt", "x"),
                .. Member("bomb.png", Pictures.Bomb()), .. Member("bomb.txt", "x"),
                .. Member("silent.jpg", good), .. Member("silent.txt", " "),
                .. Member("garbled.jpg", good), .. Member("garbled.txt", [0xFF, 0xFE]),
                .. Member("../../x", "x"),
                .. Member("cut.jpg", good)[..600],
            ]);
        InspectReport report = ShardInspector.Inspect([path], new InspectOptions());
        Assert.Equal(
            [
                (SkipReason.NoImage, "blind"), (SkipReason.DamagedImage, "damaged"), (SkipReason.ImageTooLarge, "bomb"), (SkipReason.NoCaption, "silent"),
                (SkipReason.UnsafeName, "../../x"), (SkipReason.InvalidText, "garbled"), (SkipReason.DamagedShard, "cut"),
            ],
            report.FirstProblems.Select(problem => (problem.Reason, problem.Key)));
        Assert.Equal(report.Problems, report.Shards[0].Problems);
        Assert.All(report.Problems.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void ManyExtensionsAreListedTogether()
    {
        string path = Put("many.tar", [.. Enumerable.Range(0, 200).SelectMany(i => Member($"a.x{i:D3}", "1")), .. End]);
        IReadOnlyDictionary<string, MemberSummary> members = ShardInspector.Inspect([path], new InspectOptions()).Shards[0].Members;
        Assert.Equal(65, members.Count);
        Assert.Equal(136, members["…"].Count);
    }

    private string Put(string name, byte[] bytes)
    {
        File.WriteAllBytes(temporary[name], bytes);
        return temporary[name];
    }
}
