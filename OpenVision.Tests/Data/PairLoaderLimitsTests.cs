using OpenVision.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data;

/// <summary>What a loader refuses, and how far ahead it works.</summary>
public sealed class PairLoaderLimitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PairLoaderLimitsTests()
    {
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "red"]);
        File.Copy(folder["vocab.txt"], folder["other.txt"]);
        using Image<Rgb24> gradient = new(64, 64);
        gradient.ProcessPixelRows(rows =>
        {
            for (int y = 0; y < 64; y++)
            {
                for (int x = 0; x < 64; x++)
                {
                    rows.GetRowSpan(y)[x] = new((byte)(x * 4), (byte)(y * 4), 90);
                }
            }
        });
        using MemoryStream stream = new();
        gradient.SaveAsPng(stream);
        foreach (string split in new[] { "a", "b" })
        {
            using ShardWriter writer = new(folder.Path, split, 8);
            for (int i = 0; i < 8; i++)
            {
                writer.Write($"{split}{i}", [("png", stream.ToArray()), ("txt", "red"u8.ToArray())]);
            }

            writer.Complete();
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ALoaderStopsWhenAllItsBatchesAreOutAndGoesOnWhenOneComesBack()
    {
        using PairLoader loader = new(Options("a"), LoaderPosition.Start, new());
        PairBatch[] held = [.. Enumerable.Range(0, 3).Select(_ => loader.Next(CancellationToken.None))];
        Assert.Equal(3, held.Distinct().Count());
        using (CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200)))
        {
            Assert.ThrowsAny<OperationCanceledException>(() => loader.Next(soon.Token));
        }

        TimeSpan waited = loader.Waited;
        loader.Return(held[1]);
        Assert.Same(held[1], loader.Next(CancellationToken.None));
        Assert.InRange(waited, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void SourcesAreMixedAndAMixtureIsResumedAsIfNeverStopped()
    {
        PairLoaderOptions options = Options("a", "b");
        List<LoaderPosition> after = [];
        List<string> unbroken = Keys(options, LoaderPosition.Start, 12, after);
        Assert.Contains(unbroken, keys => keys.Contains('a') && keys.Contains('b'));
        Assert.Equal(unbroken[5..], Keys(options, after[4], 7, []));
    }

    [Fact]
    public void ProcessesDoNotCropInStep()
    {
        float[][] images = [.. Enumerable.Range(0, 2).Select(rank =>
        {
            // Resampled: both read the same shard and the same picture.
            PairLoaderOptions options = Options("a") with { Rank = rank, World = 2 };
            using PairLoader loader = new(options with { Sources = [options.Sources[0] with { Resampled = true }] }, LoaderPosition.Start, new());
            return loader.Next(CancellationToken.None).Images;
        })];
        Assert.NotEqual(images[0], images[1]);
    }

    [Fact]
    public void APositionOfOtherSourcesIsRefused()
    {
        LoaderPosition elsewhere = new(3, [DataPosition.Start, DataPosition.Start]);
        string message = Assert.Throws<OpenVisionException>(() => new PairLoader(Options("a"), elsewhere, new())).Message;
        Assert.StartsWith("The run cannot be resumed: its place in the data is that of 2 sources, and now there are 1.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoVocabulariesAreRefused()
    {
        PairLoaderOptions options = Options("a", "b");
        DataSpec other = options.Sources[1] with { Vocabulary = folder["other.txt"] };
        string message = Assert.Throws<OpenVisionException>(
            () => new PairLoader(options with { Sources = [options.Sources[0], other] }, LoaderPosition.Start, new())).Message;
        Assert.Contains("name two vocabularies", message, StringComparison.Ordinal);
        Assert.Contains(folder["other.txt"], message, StringComparison.Ordinal);
    }

    private static List<string> Keys(PairLoaderOptions options, LoaderPosition start, int count, List<LoaderPosition> after)
    {
        using PairLoader loader = new(options, start, new());
        List<string> keys = [];
        for (int i = 0; i < count; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            keys.Add(string.Join(',', batch.Keys));
            after.Add(batch.After);
            loader.Return(batch);
        }

        return keys;
    }

    private PairLoaderOptions Options(params string[] splits) => new(
        [.. splits.Select(split => new DataSpec { Shards = new([folder[$"{split}-00000.tar"]]), Vocabulary = folder["vocab.txt"], ShuffleWindow = 4 })],
        Resolution: 8,
        BatchSize: 4,
        Context: 6,
        CaptionLength: 0,
        new(),
        Seed: 4,
        Prefetch: 1);
}
