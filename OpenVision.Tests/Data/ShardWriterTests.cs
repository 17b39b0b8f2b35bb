using System.Formats.Tar;
using System.Text;
using OpenVision.Data;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data;

public sealed class ShardWriterTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        IReadOnlyList<string> shards = Write("made", "train", 7);
        Assert.Equal(["train-00000.tar", "train-00001.tar", "train-00002.tar"], shards.Select(Path.GetFileName));
        SkipLedger ledger = new();
        List<Sample> samples = [.. ShardReader.ReadAll(shards, ledger)];
        Assert.Equal(0, ledger.Total);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"é/{i}"), samples.Select(sample => sample.Key));
        Assert.All(samples.Index(), sample => Assert.Equal($"text {sample.Index}", Encoding.UTF8.GetString(sample.Item.Members["a.txt"].Span)));
        Assert.All(samples.Index(), sample => Assert.Equal(new byte[sample.Index * 300], sample.Item.Members["bin"].ToArray()));
    }

    [Fact]
    public void OtherTarReadersReadItToo()
    {
        using FileStream file = File.OpenRead(Write("made", "", 1)[0]);
        using TarReader tar = new(file);
        Assert.Equal(["é/0.bin", "é/0.a.txt"], [tar.GetNextEntry()!.Name, tar.GetNextEntry()!.Name]);
        Assert.Null(tar.GetNextEntry());
    }

    [Fact]
    public void BytesDependOnTheSamplesOnly()
    {
        IReadOnlyList<string> first = Write("first", "x", 5), second = Write("second", "x", 5);
        Assert.Equal(first.Select(File.ReadAllBytes), second.Select(File.ReadAllBytes));
    }

    [Fact]
    public void ShardInHandIsInvisibleAndGoesWithoutComplete()
    {
        using (ShardWriter writer = new(temporary["made"], "", 2))
        {
            for (int i = 0; i < 3; i++)
            {
                writer.Write($"{i}", [("txt", Utf8("text"))]);
            }

            Assert.Equal(["00000.tar", "00001.tar.partial"], Directory.EnumerateFiles(temporary["made"]).Select(Path.GetFileName).Order());
        }

        Assert.Equal(["00000.tar"], Directory.EnumerateFiles(temporary["made"]).Select(Path.GetFileName));
    }

    [Fact]
    public void ShardsOfAnEarlierRunAreNotMixedIn()
    {
        Write("made", "train", 3);
        Assert.Contains(
            "holds shards already ('train-00000.tar')",
            Assert.Throws<OpenVisionException>(() => Write("made", "train", 1)).Message,
            StringComparison.Ordinal);
        Write("made", "test", 1);
    }

    [Theory]
    [InlineData("a.b", "txt")]
    [InlineData("../a", "txt")]
    [InlineData("/a", "txt")]
    [InlineData("", "txt")]
    [InlineData("a", "TXT")]
    [InlineData("a", "")]
    [InlineData("a", "t/xt")]
    public void NamesThatCouldNotBeReadBackAreRefused(string key, string extension)
    {
        using ShardWriter writer = new(temporary["made"], "", 2);
        Assert.Throws<ArgumentException>(() => writer.Write(key, [(extension, [])]));
    }

    [Fact]
    public void NameThatIsTooLongForTheHeaderIsAnError()
    {
        using ShardWriter writer = new(temporary["made"], "", 2);
        Assert.Contains(
            "too long", Assert.Throws<OpenVisionException>(() => writer.Write(new string('n', 120), [("txt", [])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FingerprintIsOfNamesSizesAndHeadsNotOfPlaces()
    {
        IReadOnlyList<string> first = Write("first", "x", 5), second = Write("second", "x", 5), more = Write("more", "x", 6);
        ShardFingerprint fingerprint = ShardFingerprint.Of(first);
        Assert.Equal(fingerprint, ShardFingerprint.Of(second));
        Assert.Equal(first.Sum(path => new FileInfo(path).Length), fingerprint.Bytes);
        Assert.NotEqual(fingerprint.Sha256, ShardFingerprint.Of(more).Sha256);
        Assert.NotEqual(fingerprint.Sha256, ShardFingerprint.Of([.. first.Reverse()]).Sha256);
        Assert.Throws<OpenVisionException>(() => ShardFingerprint.Of([temporary["none.tar"]]));
    }

    private IReadOnlyList<string> Write(string folder, string name, int samples)
    {
        using ShardWriter writer = new(temporary[folder], name, samplesPerShard: 3);
        for (int i = 0; i < samples; i++)
        {
            writer.Write($"é/{i}", [("bin", new byte[i * 300]), ("a.txt", Utf8($"text {i}"))]);
        }

        return writer.Complete();
    }
}
