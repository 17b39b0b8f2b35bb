using OpenVision.Data;

namespace OpenVision.Tests.Data;

public sealed class ShardListTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public ShardListTests()
    {
        foreach (string name in new[] { "a/02.tar", "a/01.tar", "a/.03.tar", "a/note.txt", "b/01.tar", "b/01.tar.gz" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(temporary[name])!);
            File.WriteAllBytes(temporary[name], []);
        }
    }

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("a/01.tar", "a/01.tar")]
    [InlineData("a/{02,01}.tar", "a/02.tar a/01.tar")]
    [InlineData("a/*.tar", "a/01.tar a/02.tar")]
    [InlineData("a/.*.tar", "a/.03.tar")]
    [InlineData("*/01.tar", "a/01.tar b/01.tar")]
    [InlineData("?/0?.tar*", "a/01.tar a/02.tar b/01.tar b/01.tar.gz")]
    [InlineData("{b,a}/*.tar", "b/01.tar a/01.tar a/02.tar")]
    public void Finds(string pattern, string expected) =>
        Assert.Equal(expected.Split(' ').Select(name => temporary[name]), ShardList.Find(temporary[pattern]));

    [Fact]
    public void PatternsFollowEachOther() =>
        Assert.Equal([temporary["b/01.tar"], temporary["a/01.tar"]], ShardList.Find([temporary["b/*.tar"], temporary["a/01.tar"]]));

    [Theory]
    [InlineData("a/*.jpg", "No shard matches '")]
    [InlineData("c/01.tar", "does not exist")]
    [InlineData("a/{01..04}.tar", "2 of the 4 shards of '")]
    [InlineData("a/{01..04}.tar", "a/03.tar' first")]
    public void NothingOrSomethingMissingIsAnErrorThatNamesIt(string pattern, string message) =>
        Assert.Contains(
            message, Assert.Throws<OpenVisionException>(() => ShardList.Find(temporary[pattern])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void EmptyPatternIsAnError(string pattern) =>
        Assert.StartsWith("No shards are named.", Assert.Throws<OpenVisionException>(() => ShardList.Find(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("*/*.tar", 2)]
    [InlineData("{a,b}/*.tar", 2)]
    public void TooManyFilesAreRefused(string pattern, int most) =>
        Assert.Contains(
            "more than 2 files",
            Assert.Throws<OpenVisionException>(() => ShardList.Find(temporary[pattern], new DataLimits { Paths = most })).Message,
            StringComparison.Ordinal);
}
