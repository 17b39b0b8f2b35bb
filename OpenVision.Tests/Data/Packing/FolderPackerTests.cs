using System.Text;
using OpenVision.Data;
using OpenVision.Data.Packing;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data.Packing;

public sealed class FolderPackerTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public FolderPackerTests()
    {
        Put("images/b/two.v1.jpg", Pictures.Jpeg(20));
        Put("images/one.png", Pictures.Png(10));
        Put("images/three.jpeg", Pictures.Png(30));
        Put("outside.png", Pictures.Png(99));
    }

    private PackOptions Options => new() { Images = temporary["images"], Output = temporary["shards"] };

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void SidecarsArePackedInOrderOfPathsAndImagesByteForByte()
    {
        Put("images/one.txt", Utf8("\uFEFFfirst\n"));
        Put("images/b/two.v1.txt", Utf8("second"));
        Put("images/b/two.v1.llava_caption", Utf8("A second one. It is grey."));
        Put("images/three.txt", Utf8("third"));
        List<double> progress = [];
        PackReport report = FolderPacker.Pack(Options, new Progress(progress));
        Assert.Equal((3L, 1), (report.Samples, report.Shards.Count));
        Assert.Empty(report.Skipped);
        Assert.Equal(1, progress[^1]);

        List<Sample> samples = Read(report);
        Assert.Equal(["jpg json llava_caption txt", "json png txt", "json png txt"], samples.Select(sample => string.Join(' ', sample.Members.Keys.Order(StringComparer.Ordinal))));
        Assert.Equal(Pictures.Jpeg(20), samples[0].Members["jpg"].ToArray());
        Assert.Equal("A second one. It is grey.", Text(samples[0], "llava_caption"));
        Assert.Equal("first", Text(samples[1], "txt"));
        Assert.Equal("""{"file":"b/two.v1.jpg"}""", Text(samples[0], "json"));
    }

    [Theory]
    [InlineData("captions.csv", "url,file,alt,long\n,one.png,\"an, \"\"image\"\"\nof one\",\n,b/two.v1.jpg,second,A longer text.\n")]
    [InlineData("captions.tsv", "file\talt\tlong\r\none.png\t\"an, \"\"image\"\"\nof one\"\t\r\nb/two.v1.jpg\tsecond\tA longer text.")]
    [InlineData("captions.jsonl", """
        {"file": "one.png", "alt": "an, \"image\"\nof one"}

        {"alt": "second", "other": [1], "long": "A longer text.", "file": "b/two.v1.jpg"}
        """)]
    public void TablesArePackedInTheirOrder(string name, string table)
    {
        Put(name, Utf8("\uFEFF" + table));
        PackReport report = FolderPacker.Pack(Options with { Captions = temporary[name], WebField = "alt", SyntheticField = "long" });
        Assert.Empty(report.FirstSkips);
        List<Sample> samples = Read(report);
        Assert.Equal(2, samples.Count);
        Assert.Equal("an, \"image\"\nof one", Text(samples[0], "txt"));
        Assert.False(samples[0].Members.ContainsKey("llava_caption"));
        Assert.Equal("A longer text.", Text(samples[1], "llava_caption"));
    }

    [Fact]
    public void WhatCannotBeUsedIsReportedWithItsLine()
    {
        Put("images/damaged.jpg", Utf8("no image"));
        Put("images/bomb.png", Pictures.Bomb());
        Put("images/large.png", new byte[5000]);
        byte[] table =
        [
            .. Utf8("file,caption\none.png,good\n../outside.png,x\nnone.png,x\n\ndamaged.jpg,x\nbomb.png,x\nlarge.png,x\none.png,  \none.png,"),
            0xFF, 0xFE, .. Utf8("\none.png,too,many\n,x\n/etc/passwd,x\n"),
        ];
        Put("captions.csv", table);
        PackReport report = FolderPacker.Pack(Options with { Captions = temporary["captions.csv"], Limits = new() { MemberBytes = 4096 } });
        Assert.Equal(1, report.Samples);
        Assert.Equal(
            [
                ("line 3", SkipReason.UnsafeName), ("line 4", SkipReason.NoImage), ("line 6", SkipReason.DamagedImage), ("line 7", SkipReason.ImageTooLarge),
                ("line 8", SkipReason.MemberTooLarge), ("line 9", SkipReason.NoCaption), ("line 10", SkipReason.InvalidText), ("line 11", SkipReason.InvalidText),
                ("line 12", SkipReason.InvalidText), ("line 13", SkipReason.UnsafeName),
            ],
            report.FirstSkips.Select(skip => (skip.Key, skip.Reason)));
        Assert.Equal(report.FirstSkips.Count, report.Skipped.Values.Sum());
    }

    [Fact]
    public void JsonLinesThatAreNotObjectsWithTextsAreReported()
    {
        Put("captions.jsonl", [.. Utf8("{\"file\":\"one.png\",\"caption\":\"good\"}\n[1]\n{\"file\":3}\n{broken\n{\"file\":\"one.png\",\"caption\":\""), 0xC3, .. Utf8("\"}\n")]);
        PackReport report = FolderPacker.Pack(Options with { Captions = temporary["captions.jsonl"] });
        Assert.Equal(1, report.Samples);
        Assert.Equal(["line 2", "line 3", "line 4", "line 5"], report.FirstSkips.Select(skip => skip.Key));
    }

    [Theory]
    [InlineData("captions.csv", "name,caption\none.png,x\n", "needs a column 'file'")]
    [InlineData("captions.csv", "", "needs a column 'file'")]
    [InlineData("captions.csv", "file,caption\none.png,\"x\ntwo.png,y\n", "starts in line 2 has a quote that is not closed")]
    [InlineData("captions.txt", "one.png x", "of no kind that is read")]
    public void TableThatCannotBeReadIsAnError(string name, string table, string message)
    {
        Put(name, Utf8(table));
        AssertError(Options with { Captions = temporary[name] }, message);
        Assert.Empty(Directory.EnumerateFiles(temporary["shards"]));
    }

    [Fact]
    public void MissingPlacesAndNothingToPackAreErrors()
    {
        AssertError(Options with { Images = temporary["none"] }, "There is no folder");
        AssertError(Options with { Captions = temporary["none.csv"] }, "cannot be read");
        AssertError(Options, "No captioned image was found");
    }

    [Theory]
    [InlineData("TXT", "long", "cannot have the extension 'TXT'")]
    [InlineData("jpg", "long", "cannot have the extension 'jpg'")]
    [InlineData("txt", "txt", "cannot both have the extension 'txt'")]
    public void CaptionsNeedExtensionsOfTheirOwn(string web, string synthetic, string message) =>
        AssertError(Options with { WebCaption = web, SyntheticCaption = synthetic }, message);

    private static List<Sample> Read(PackReport report)
    {
        SkipLedger ledger = new();
        List<Sample> samples = [.. ShardReader.ReadAll(report.Shards, ledger)];
        Assert.Equal(0, ledger.Total);
        return samples;
    }

    private static string Text(Sample sample, string extension) => Encoding.UTF8.GetString(sample.Members[extension].Span);

    private static void AssertError(PackOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<OpenVisionException>(() => FolderPacker.Pack(options)).Message, StringComparison.Ordinal);

    private void Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(temporary[name])!);
        File.WriteAllBytes(temporary[name], bytes);
    }

    private sealed class Progress(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
