using System.Text;
using OpenVision.Data;
using OpenVision.Tests.Text;

namespace OpenVision.Tests.Data;

public sealed class PairLoaderTests : IDisposable
{
    private const int Good = 30;

    private readonly TemporaryFolder folder = new();

    public PairLoaderTests()
    {
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "red", "green", "blue", "."]);
        using ShardWriter writer = new(folder.Path, "train", 16);
        for (int i = 0; i < Good; i++)
        {
            byte[] image = i % 2 == 0 ? Pictures.Jpeg(20, 16, new((byte)(i * 8), 80, 160)) : Pictures.Png(20, 16, new((byte)(i * 8), 80, 160));
            writer.Write($"{i:D4}", [(i % 2 == 0 ? "jpg" : "png", image), ("txt", "red"u8.ToArray()), ("llava_caption", Encoding.UTF8.GetBytes("green. blue. red."))]);
        }

        byte[] jpeg = Pictures.Jpeg(40, 40, default);
        byte[] text = "red"u8.ToArray();
        writer.Write("cut", [("jpg", jpeg[..(jpeg.Length / 2)]), ("txt", text)]);
        writer.Write("bomb", [("png", Pictures.Declaring(60_000, 60_000)), ("txt", text)]);
        writer.Write("empty", [("jpg", []), ("txt", text)]);
        writer.Write("mute", [("jpg", jpeg)]);
        writer.Write("latin1", [("jpg", jpeg), ("txt", [0x72, 0xE9, 0x64])]);
        writer.Write("blind", [("txt", text)]);
        writer.Complete();
    }

    [Fact]
    public void BatchesAreTheSameForAnyNumberOfThreads() => Assert.Equal(Batches(1, LoaderPosition.Start, 9), Batches(3, LoaderPosition.Start, 9));

    [Fact]
    public void ALoaderResumedAfterAnyBatchGoesOnAsIfItHadNeverStopped()
    {
        List<LoaderPosition> after = [];
        List<string> unbroken = Batches(1, LoaderPosition.Start, 9, after);
        for (int i = 0; i < 8; i += 3)
        {
            Assert.Equal(unbroken[(i + 1)..], Batches(2, after[i], 8 - i));
        }
    }

    [Fact]
    public void UnusableSamplesAreReplacedCountedAndNamed()
    {
        SkipLedger ledger = new();
        using PairLoader loader = new(Options(1), LoaderPosition.Start, ledger);
        HashSet<string> keys = [];
        for (int i = 0; i < 7; i++) // one batch more than an epoch holds
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            keys.UnionWith(batch.Keys);
            loader.Return(batch);
        }

        Assert.Equal(Good, keys.Count);
        Assert.All(
            [SkipReason.DamagedImage, SkipReason.ImageTooLarge, SkipReason.NoCaption, SkipReason.InvalidText, SkipReason.NoImage],
            reason => Assert.True(ledger.Counts.ContainsKey(reason), $"{reason} is not counted"));
        Assert.Contains(ledger.Named, skip => skip is { Key: "bomb", Reason: SkipReason.ImageTooLarge });
    }

    [Fact]
    public void AnAllBadSourceIsAnErrorAndNotAnEndlessSearch()
    {
        using (ShardWriter writer = new(folder.Path, "bad", 4))
        {
            writer.Write("a", [("jpg", [1, 2, 3]), ("txt", "red"u8.ToArray())]);
            writer.Complete();
        }

        using PairLoader loader = new(
            Options(1) with { Sources = [new() { Shards = new([folder["bad-{00000..00000}.tar"]]), Vocabulary = folder["vocab.txt"] }] },
            LoaderPosition.Start,
            new());
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => loader.Next(CancellationToken.None));
        Assert.StartsWith("1000 samples in a row cannot be used; the last is a of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextsAreEncodedByTheTokenizerOfTheVocabulary()
    {
        ClipFiles.WritePair(folder["clip"]);
        DataSpec source = Options(1).Sources[0] with { Vocabulary = folder["clip"] };
        using PairLoader loader = new(Options(1) with { Sources = [source] }, LoaderPosition.Start, new());
        PairBatch batch = loader.Next(CancellationToken.None);
        long[] red = [523, 'r' - '!', 'e' - '!', 'd' - '!' + 256, 524, 0];
        Assert.Equal([.. red, .. red, .. red, .. red, .. red], batch.WebText);
    }

    [Fact]
    public void DisposingABlockedLoaderReturns()
    {
        PairLoader loader = new(Options(1), LoaderPosition.Start, new());
        loader.Next(CancellationToken.None);
        loader.Dispose();
    }

    public void Dispose() => folder.Dispose();

    private PairLoaderOptions Options(int threads) => new(
        [new() { Shards = new([folder["train-{00000..00002}.tar"]]), Vocabulary = folder["vocab.txt"], ShuffleWindow = 7 }],
        Resolution: 8,
        BatchSize: 5,
        Context: 6,
        CaptionLength: 8,
        new(),
        Seed: 4,
        threads);

    private List<string> Batches(int threads, LoaderPosition start, int count, List<LoaderPosition>? after = null)
    {
        using PairLoader loader = new(Options(threads), start, new());
        List<string> batches = [];
        for (int i = 0; i < count; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            batches.Add(string.Join('|', string.Join(',', batch.Keys), string.Join(',', batch.Images), string.Join(',', batch.SyntheticText), string.Join(',', batch.Caption)));
            after?.Add(batch.After);
            loader.Return(batch);
        }

        return batches;
    }
}
