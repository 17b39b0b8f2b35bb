using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Text;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>Pipelines over whole shards, without a training run.</summary>
public sealed class SamplesTests : IDisposable
{
    private static readonly Step<Sample, Pixels> Pictures = Steps.Encoded() | Steps.Decode() | Steps.RandomCrop(8) | Steps.Greyscale(0.5) | Steps.Normalize();

    private readonly PictureShards shards = new();

    public void Dispose() => shards.Dispose();

    [Fact]
    public void AReadingTakesEverySampleOnceInItsOrder() => Assert.Equal(
        Enumerable.Range(0, PictureShards.Samples).Select(i => $"{i:D2}"),
        Shards.Read(shards.Pattern).Select(sample => sample.Key));

    [Fact]
    public void ReadingAgainStartsAnewAndGivesTheSame()
    {
        Samples<Pixels> pictures = Shards.Open(shards.Pattern, seed: 3, window: 5) | Pictures;
        Assert.Equal(
            pictures.Take(30).Select(picture => string.Join(',', picture.Values.ToArray())),
            pictures.Take(30).Select(picture => string.Join(',', picture.Values.ToArray())));
    }

    [Fact]
    public void EpochsCropAnew()
    {
        string[] crops = [.. (Shards.Open(shards.Pattern, seed: 3, window: 1) | Pictures).Take(2 * (PictureShards.Samples - 1)).Select(picture => string.Join(',', picture.Values.ToArray()))];
        Assert.Equal(crops.Length, crops.Distinct().Count());
    }

    [Fact]
    public void ADamagedSampleIsSkippedAndNamed()
    {
        SkipLedger skips = new();
        Assert.Equal(PictureShards.Samples - 1, (Shards.Read(shards.Pattern, skips: skips) | Pictures).Count());
        Assert.Equal((SkipReason.DamagedImage, "03"), (skips.Named.Single().Reason, skips.Named.Single().Key));
    }

    [Fact]
    public void TheLastBatchOfASinglePassIsSmaller()
    {
        ImageBatch[] batches = [.. Shards.Read(shards.Pattern) | Pictures | Batch.Of(8)];
        Assert.Equal([8, 8, 3], batches.Select(batch => batch.Size));
        Assert.All(batches, batch => Assert.Equal((8, batch.Size * 3 * 8 * 8), (batch.Resolution, batch.Images.Length)));
        Assert.Equal(["00", "01", "02", "04"], batches[0].Keys.Take(4));
    }

    [Fact]
    public void BatchesAreTheSameForAnyNumberOfThreads()
    {
        Samples<Pixels> pictures = Shards.Open(shards.Pattern, seed: 3, window: 5) | Pictures;
        Assert.Equal(
            (pictures | Batch.Of(6)).Take(9).Select(Told),
            (pictures | Batch.Of(6, threads: 3)).Take(9).Select(Told));

        static string Told(ImageBatch batch) => $"{string.Join(',', batch.Keys)}: {string.Join(',', batch.Images)}";
    }

    /// <summary>On the shard whose samples are all whole: where one is skipped, the loader fills its place, and a reading goes on.</summary>
    [Fact]
    public void SamplesAreThoseOfATrainingRunOfTheSameSeed()
    {
        const int seed = 6, window = 5;
        string whole = Path.Combine(shards.Path, "train-00001.tar");
        TextTokenizer vocabulary = TextTokenizer.Load(shards.Vocabulary);
        PairLoaderOptions options = shards.Loader(threads: 2) with
        {
            Sources = [new() { Shards = new([whole]), Vocabulary = shards.Vocabulary, ShuffleWindow = window }],
            CaptionLength = 0,
            Seed = seed,
            Images = Steps.RandomCrop(8) | Steps.Greyscale(0.5) | Steps.Normalize(),
            Texts = new(Texts.Whole(), Texts.Whole(), Texts.Whole()),
        };
        using PairLoader loader = new(options, LoaderPosition.Start, new());
        Samples<(Pixels, TokenIds)> samples = Shards.Open(whole, seed, window)
            | Step.Both(Pictures, Texts.Captions() | Texts.Whole() | Texts.Tokens(vocabulary, options.Context));
        foreach (ImageTextBatch found in (samples | Batch.Of(options.BatchSize)).Take(6))
        {
            PairBatch expected = loader.Next(CancellationToken.None);
            Assert.Equal(expected.Keys, found.Keys);
            Assert.Equal(expected.Images, found.Images);
            Assert.Equal(expected.WebText, found.Texts);
            loader.Return(expected);
        }
    }

    [Fact]
    public void PicturesOfDifferentSizesMakeNoBatch()
    {
        Step<RgbImage, Pixels> either = Step.Of<RgbImage, int>("side", image => image.Width < 20 ? 8 : 4)
            | Step.Of<int, Planes>("planes", side => new(side)) | Steps.Normalize();
        OpenVisionException error = Assert.Throws<OpenVisionException>(
            () => (Shards.Read(shards.Pattern) | Steps.Encoded() | Steps.Decode() | either | Batch.Of(8)).Count());
        Assert.Equal("A batch cannot hold both 192 and 48 values of a picture. Give every sample the same number.", error.Message);
    }

    [Fact]
    public void AStepThatThrowsIsToldWithItsSample()
    {
        Samples<int> numbers = Shards.Read(shards.Pattern) | Step.Of<Sample, int>("half", sample => sample.Key == "07" ? throw new InvalidOperationException("Odd.") : 1);
        List<int> made = [];
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => made.AddRange(numbers));
        Assert.StartsWith($"Sample '07' of '{Path.Combine(shards.Path, "train-00000.tar")}': The step 'half' of the data pipeline failed: Odd.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavingAReadingClosesItsShards()
    {
        foreach (Pixels picture in Shards.Open(shards.Pattern, seed: 3, window: 2) | Pictures)
        {
            Assert.Equal(8, picture.Side);
            Assert.True(IsOpen());
            break;
        }

        Assert.False(IsOpen());
    }

    [Fact]
    public void NothingIsOpenBeforeAReading()
    {
        Samples<Pixels> pictures = Shards.Open(shards.Pattern, seed: 3) | Pictures;
        Assert.False(IsOpen());
        Assert.Equal(5, pictures.Take(5).Count());
        Assert.False(IsOpen());
    }

    [Fact]
    public void AMissingShardIsToldWhereItIsNamed() =>
        Assert.Throws<OpenVisionException>(() => Shards.Open(Path.Combine(shards.Path, "none-{0..1}.tar"), seed: 1));

    // Whoever asks for a file alone is refused while another has it open.
    private bool IsOpen() => new[] { "train-00000.tar", "train-00001.tar" }.Any(shard =>
    {
        try
        {
            using FileStream alone = new(Path.Combine(shards.Path, shard), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    });
}
