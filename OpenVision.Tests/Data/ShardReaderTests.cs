using System.Text;
using OpenVision.Data;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data;

public sealed class ShardReaderTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly SkipLedger ledger = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void KeyEndsAtTheFirstDotOfTheFileNameAndExtensionsAreLowerCase() =>
        Assert.Equal(
            ["a.b/001: jpg=2, seg.png=1", "a.b/002: txt=3"],
            Read([.. Member("a.b/001.SEG.png", "1"), .. Member("./a.b/001.JPG", "2"), .. Member("a.b/002.txt", "3"), .. End]));

    [Fact]
    public void MembersOfASampleComeInAnyOrderWithFoldersAndNamelessFilesBetween() =>
        Assert.Equal(
            ["x: jpg=1, txt=2", "y: jpg=4, txt=3"],
            Read(
            [
                .. Member("x.jpg", "1"), .. Member("folder/", [], '5'), .. Member("README", "r"), .. Member(".hidden.txt", "h"),
                .. Member("x.txt", "2"), .. Member("y.txt", "3"), .. Member("y.jpg", "4"), .. End,
            ]));

    [Fact]
    public void KeyThatComesAgainIsASampleOfItsOwnAndSoIsARepeatedExtension() =>
        Assert.Equal(
            ["x: jpg=1", "y: jpg=2", "x: jpg=3", "x: jpg=4, txt=5"],
            Read(
            [
                .. Member("x.jpg", "1"), .. Member("y.jpg", "2"), .. Member("x.jpg", "3"), .. Member("x.jpg", "4"), .. Member("x.txt", "5"), .. End,
            ]));

    [Fact]
    public void GzipIsRecognisedByContent() =>
        Assert.Equal(["x: jpg=1"], Read(Gzip([.. Member("x.jpg", "1"), .. End])));

    [Fact]
    public void LongNamesOfPaxGnuAndUstarAreRead()
    {
        string folder = new('f', 90), file = new('n', 90);
        string path = $"{folder}/{file}/k";
        byte[] pax = PaxRecord("path", $"{path}.pax");
        Assert.Equal(
            [$"{path}: pax=1", $"{path}a: gnu=2", $"{folder}/{file}: ustar=3"],
            Read(
            [
                .. Member("PaxHeaders/k", pax, 'x'), .. Member("short", "1"),
                .. Member("././@LongLink", Utf8($"{path}a.gnu\0"), 'L'), .. Member("short", "2"),
                .. Header($"{file}.ustar", 1, prefix: folder), .. Utf8("3"), .. new byte[511], .. End,
            ]));
        Assert.Equal(0, ledger.Total);
    }

    [Theory]
    [InlineData("../../x.txt")]
    [InlineData("/etc/x.txt")]
    [InlineData("a/../../x.txt")]
    [InlineData("..\\x.txt")]
    [InlineData("C:\\x.txt")]
    [InlineData("a\u001b[31m.txt")]
    public void UnsafeNamesAreSkippedAndCounted(string name)
    {
        Assert.Equal(["a: jpg=1"], Read([.. Member("a.jpg", "1"), .. Member(name, "2"), .. End]));
        Skip skip = Assert.Single(ledger.Named);
        Assert.Equal(SkipReason.UnsafeName, skip.Reason);
        Assert.DoesNotContain('\u001b', skip.Key);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('S')]
    public void LinksDevicesAndSparseFilesAreSkippedAndCounted(char type)
    {
        Assert.Equal(["a: jpg=1"], Read([.. Member("a.jpg", "1"), .. Member("a.txt", [], type), .. End]));
        Assert.Equal(1, ledger.Counts[SkipReason.SpecialMember]);
    }

    [Fact]
    public void PaxSparseFileIsSkippedAndCounted()
    {
        byte[] pax = PaxRecord("GNU.sparse.major", "1");
        Assert.Equal(["a: jpg=1"], Read([.. Member("h", pax, 'x'), .. Member("a.txt", "map"), .. Member("a.jpg", "1"), .. End]));
        Assert.Equal(1, ledger.Counts[SkipReason.SpecialMember]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MemberThatIsTooLargeIsSkippedAndItsSampleGoesOn(bool gzip)
    {
        byte[] tar = [.. Member("a.mp4", new byte[5000]), .. Member("a.txt", "1"), .. Member("b.txt", "2"), .. End];
        Assert.Equal(["a: txt=1", "b: txt=2"], Read(gzip ? Gzip(tar) : tar, new() { MemberBytes = 4096 }));
        Skip skip = Assert.Single(ledger.Named);
        Assert.Equal((SkipReason.MemberTooLarge, "a.mp4"), (skip.Reason, skip.Key));
        Assert.Contains("5,000 bytes", skip.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void MembersBeyondASamplesBytesAreSkipped()
    {
        Assert.Equal(
            ["a: x=1, y=2"],
            Read([.. Member("a.x", "1"), .. Member("a.y", "2"), .. Member("a.z", "3"), .. End], new() { SampleBytes = 2 * 513 }));
        Assert.Equal(1, ledger.Counts[SkipReason.MemberTooLarge]);
    }

    [Theory]
    [InlineData(long.MaxValue, "9,223,372,036,854,775,807")]
    [InlineData(1L << 40, "1,099,511,627,776")]
    [InlineData(60L << 20, "62,914,560")]
    public void DeclaredSizeBeyondTheFileIsDamageWithoutAllocation(long size, string shown)
    {
        byte[] tar = [.. Member("a.txt", "1"), .. Member("b.txt", "2"), .. Header("c.jpg", size)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("a: txt=1", Read(tar)[0]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Skip damage = Assert.Single(ledger.Named, skip => skip.Reason == SkipReason.DamagedShard);
        Assert.Contains("byte 2,048", damage.Detail, StringComparison.Ordinal);
        Assert.Contains(shown, damage.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public void HugeHeaderExtensionIsDamageWithoutAllocation(char type)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(Read([.. Header("h", 1_900_000_000, type), .. new byte[4096]]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        AssertDamage("1,900,000,000");
    }

    [Fact]
    public void EveryCutKeepsTheSamplesBeforeItAndIsCountedOnce()
    {
        byte[] tar =
        [
            .. Member("a.jpg", new byte[700]), .. Member("a.txt", "1"), .. Member("b.jpg", new byte[700]), .. Member("b.txt", "2"), .. Member("c.txt", "3"), .. End,
        ];
        int beginsB = 2560, beginsC = 5120, ends = tar.Length - End.Length;
        foreach (int cut in Enumerable.Range(0, ends / 64).Select(step => step * 64))
        {
            string path = Write(tar[..cut]);
            SkipLedger skips = new();
            List<Sample> samples = [.. ShardReader.ReadAll([path], skips)];

            // A sample is known to be whole once the next one's header is there.
            Assert.Equal(cut >= beginsC + 512 ? 2 : cut >= beginsB + 512 ? 1 : 0, samples.Count);
            Assert.Equal(1, skips.Counts[SkipReason.DamagedShard]);
        }
    }

    [Fact]
    public void CutGzipKeepsTheSamplesBeforeTheCut()
    {
        byte[] noise = [.. Enumerable.Range(0, 60_000).Select(i => (byte)((i * i) >> 5))];
        byte[] packed = Gzip([.. Member("a.txt", "1"), .. Member("b.bin", noise), .. Member("c.bin", noise), .. End]);
        List<string> samples = Read(packed[..(packed.Length / 3)]);
        Assert.Equal("a: txt=1", samples[0]);
        Assert.Equal(1, ledger.Counts[SkipReason.DamagedShard]);
    }

    [Fact]
    public void DamagedGzipIsCounted()
    {
        byte[] packed = Gzip([.. Member("a.txt", "1"), .. End]);
        packed[15] ^= 0xFF;
        Assert.Empty(Read(packed));
        Assert.Equal(1, ledger.Counts[SkipReason.DamagedShard]);
    }

    [Fact]
    public void EmptyFileIsDamage()
    {
        Assert.Empty(Read([]));
        AssertDamage("empty");
    }

    [Fact]
    public void GarbageIsDamageAtItsByte()
    {
        byte[] garbage = [.. Enumerable.Range(0, 2000).Select(i => (byte)((i * 7) + 1))];
        Assert.Equal(["a: txt=1"], Read([.. Member("a.txt", "1"), .. Member("b.txt", "2"), .. garbage]));
        AssertDamage("2,048");
    }

    [Fact]
    public void RandomBytesNeverThrow() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Byte.Array[0, 3000], CsCheck.Gen.Int[0, 4000], CsCheck.Gen.Bool),
            (bytes, at, gzip) =>
            {
                byte[] tar = [.. Member("h", PaxRecord("path", "k.txt"), 'x'), .. Member("a.txt", "1"), .. Member("b.txt", "2"), .. End];
                bytes.AsSpan(0, Math.Min(bytes.Length, Math.Max(0, tar.Length - at))).CopyTo(tar.AsSpan(Math.Min(at, tar.Length)));
                Read(gzip ? Gzip(tar) : tar);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void SkippingPassesOverTheSameSamplesAsReading()
    {
        string[] keys = ["a", "b", "b", "c", "d"];
        byte[] tar = [.. keys.SelectMany((key, i) => (byte[])[.. Member("../u.txt", ""), .. Member($"{key}.jpg", new byte[i * 300]), .. Member($"{key}.txt", $"{i}")]), .. End];
        foreach (byte[] bytes in new[] { tar, Gzip(tar) })
        {
            string path = Write(bytes);
            for (int skip = 0; skip <= keys.Length; skip++)
            {
                using ShardReader reader = new(path);
                Assert.Equal(skip, reader.Skip(skip));
                Assert.Equal(keys.ElementAtOrDefault(skip), reader.Next(ledger)?.Key);
            }

            using ShardReader all = new(path);
            Assert.Equal(keys.Length, all.Skip(100));
        }
    }

    [Fact]
    public void MissingShardIsAnErrorThatNamesIt()
    {
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => new ShardReader(temporary["none.tar"]));
        Assert.Contains(temporary["none.tar"], error.Message, StringComparison.Ordinal);
    }

    private string Write(byte[] bytes)
    {
        string path = temporary["shard.tar"];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private List<string> Read(byte[] bytes, DataLimits? limits = null) =>
    [
        .. ShardReader.ReadAll([Write(bytes)], ledger, limits).Select(sample =>
            $"{sample.Key}: {string.Join(", ", sample.Members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={Encoding.UTF8.GetString(member.Value.Span)}"))}"),
    ];

    private void AssertDamage(string word)
    {
        Skip skip = Assert.Single(ledger.Named);
        Assert.Equal(SkipReason.DamagedShard, skip.Reason);
        Assert.Contains(word, skip.Detail, StringComparison.Ordinal);
    }
}
