using System.Text;
using OpenVision.Data;
using OpenVision.Data.Packing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data.Packing;

public sealed class IdxTests : IDisposable
{
    private static readonly string[] classes = ["zero", "one", "two"];
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ImagesLabelsAndCaptionsAreImported(bool gzip)
    {
        PackReport report = IdxImporter.Import(Options(gzip) with { SamplesPerShard = 4 });
        Assert.Equal(["train-00000.tar", "train-00001.tar"], report.Shards.Select(Path.GetFileName));
        List<Sample> samples = [.. ShardReader.ReadAll(report.Shards, new())];
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"train-{i:D6}"), samples.Select(sample => sample.Key));
        foreach ((int i, Sample sample) in samples.Index())
        {
            Assert.Equal($"{i % 3}", Text(sample, "cls"));
            Assert.Contains(classes[i % 3], Text(sample, "txt"), StringComparison.Ordinal);
            Assert.Contains(classes[i % 3], Text(sample, "llava_caption"), StringComparison.Ordinal);
            Assert.DoesNotContain('{', Text(sample, "llava_caption"));
            using Image<L8> image = Image.Load<L8>(sample.Members["png"].ToArray());
            Assert.Equal((4, 5), (image.Width, image.Height));
            Assert.Equal((i * 20) + 7, image[3, 1].PackedValue);
        }
    }

    [Fact]
    public void ImportIsDeterministicAndSeeded()
    {
        IdxImportOptions options = Options(gzip: false);
        byte[] first = Bytes(options with { Output = temporary["1"] });
        Assert.Equal(first, Bytes(options with { Output = temporary["2"] }));
        Assert.NotEqual(first, Bytes(options with { Output = temporary["3"], Seed = 1 }));

        static byte[] Bytes(IdxImportOptions options) => File.ReadAllBytes(IdxImporter.Import(options).Shards[0]);
    }

    [Fact]
    public void MostTakesTheFirst() => Assert.Equal(2, IdxImporter.Import(Options(gzip: false) with { Most = 2 }).Samples);

    [Fact]
    public void MalformedFilesAreErrorsThatSayWhy()
    {
        byte[] good = IdxBytes.Images(2, 3, 4, _ => 0);
        AssertMalformed([], "cut off");
        AssertMalformed(good[..10], "cut off");
        AssertMalformed(good[..^1], "cut off");
        AssertMalformed([.. good, 0], "goes on after the 24 elements");
        AssertMalformed(IdxBytes.Labels([1, 2]), "first bytes are 00000801 instead of 00000803 (3 dimensions");
        AssertMalformed(IdxBytes.Of(8, [-1, 3, 4], []), "dimension 0 is -1");
        AssertMalformed(IdxBytes.Of(8, [int.MaxValue, int.MaxValue, int.MaxValue], []), "are allowed");
        AssertMalformed(IdxBytes.Of(8, [1, 100_000, 10], new byte[1_000_000]), "100000 x 10");
        AssertMalformed(IdxBytes.Of(13, [1, 1, 1], new byte[4]), "00000D03");
        AssertMalformed(Gzip(good)[..20], "");
        Assert.Contains(
            "cannot be read", Assert.Throws<OpenVisionException>(() => IdxFile.ReadImages(temporary["none"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreErrors()
    {
        IdxImportOptions options = Options(gzip: false);
        File.WriteAllBytes(options.Labels, IdxBytes.Labels([0, 1]));
        AssertError(options, "6 images and");
        File.WriteAllBytes(options.Labels, IdxBytes.Labels([0, 1, 2, 0, 3, 0]));
        AssertError(options, "label 3 of image 4");
        AssertError(options with { Classes = [] }, "at least one class name");
    }

    [Fact]
    public void FactsAreMeasured()
    {
        byte[] tall = new byte[100];
        foreach (int y in Enumerable.Range(1, 8))
        {
            tall[(y * 10) + 4] = 250;
        }

        Assert.Equal(new("bright", "tall and narrow"), ImageFacts.Of(tall, 10));
        Assert.Equal(new("dark", "wide and low"), ImageFacts.Of([50, 50, 50, 0, 0, 0], 3));
        Assert.Equal(new("grey", "as wide as tall"), ImageFacts.Of([100, 100, 100, 100], 2));
        Assert.Equal(new("dark", "as wide as tall"), ImageFacts.Of(new byte[4], 2));
    }

    private static string Text(Sample sample, string extension) => Encoding.UTF8.GetString(sample.Members[extension].Span);

    private static void AssertError(IdxImportOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<OpenVisionException>(() => IdxImporter.Import(options)).Message, StringComparison.Ordinal);

    private void AssertMalformed(byte[] bytes, string message)
    {
        File.WriteAllBytes(temporary["malformed"], bytes);
        string said = Assert.Throws<OpenVisionException>(() => IdxFile.ReadImages(temporary["malformed"])).Message;
        Assert.StartsWith($"'{temporary["malformed"]}' is no idx file of the kind asked for", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    private IdxImportOptions Options(bool gzip)
    {
        byte[] images = IdxBytes.Images(6, 5, 4, i => (byte)(((i / 20) * 20) + (i % 20)));
        byte[] labels = IdxBytes.Labels([0, 1, 2, 0, 1, 2]);
        File.WriteAllBytes(temporary["images"], gzip ? Gzip(images) : images);
        File.WriteAllBytes(temporary["labels"], gzip ? Gzip(labels) : labels);
        return new() { Images = temporary["images"], Labels = temporary["labels"], Output = temporary["shards"], Classes = classes };
    }
}
