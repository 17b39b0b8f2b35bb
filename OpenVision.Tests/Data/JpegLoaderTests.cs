using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using OpenVision.Tests.Data.Images.Jpeg;
using OpenVision.Text;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data;

/// <summary>Pictures that the loader decodes only as far as they are read.</summary>
public sealed class JpegLoaderTests : IDisposable
{
    private const int Pictures = 16, BatchSize = 8;
    private const string Damaged = "05";

    private readonly TemporaryFolder folder = new();

    public JpegLoaderTests()
    {
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", ".", "a", "red", "blue", "square"]);
        using ShardWriter writer = new(folder.Path, "train", Pictures);
        for (int i = 0; i < Pictures; i++)
        {
            byte[] jpeg = Jpegs.Soft(200 + (10 * i), 180);
            if ($"{i:D2}" == Damaged)
            {
                jpeg.AsSpan(jpeg.Length / 2, 40).Fill(0x6F);
            }

            writer.Write($"{i:D2}", [("jpg", jpeg), ("txt", "a square"u8.ToArray()), ("llava_caption", "a red square. a blue square."u8.ToArray())]);
        }

        writer.Complete();
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(24)]
    [InlineData(160)]
    public void BatchesAreTheSameForAnyNumberOfThreadsAndAfterAResumption(int side)
    {
        List<LoaderPosition> after = [];
        List<string> unbroken = Batches(Loader(side, threads: 1), LoaderPosition.Start, 6, after);
        Assert.Equal(unbroken, Batches(Loader(side, threads: 3), LoaderPosition.Start, 6, []));
        Assert.Equal(unbroken[3..], Batches(Loader(side, threads: 2), after[2], 3, []));
    }

    [Fact]
    public void ACropOfAReducedImageShowsWhatThatOfTheWholeOneDoes()
    {
        byte[] file = Jpegs.Soft(301, 203);
        RgbImage whole = Data.Pictures.Decode(file, 1_000_000), part = ImageDecoder.Open(file, 1_000_000);
        for (ulong seed = 0; seed < 40; seed++)
        {
            Draw first = new(seed), second = new(seed);
            float[] exact = Steps.RandomCrop(32).Apply(whole, ref first).Values.ToArray();
            float[] found = Steps.RandomCrop(32).Apply(part, ref second).Values.ToArray();
            for (int i = 0; i < exact.Length; i++)
            {
                Assert.InRange(found[i], exact[i] - (3 / 255f), exact[i] + (3 / 255f));
            }
        }
    }

    [Fact]
    public void AStepOfOnesOwnFindsAllPixels()
    {
        byte[] file = Jpegs.Soft(50, 40);
        RgbImage image = ImageDecoder.Open(file, 1_000_000);
        Assert.Equal((50, 40), (image.Width, image.Height));
        Assert.Equal(Jpegs.ByLibjpeg(file).Pixels, image.Pixels);
        Assert.Same(image.Pixels, (image with { Width = 25, Height = 80 }).Pixels);
    }

    [Fact]
    public void AnEvaluationImageIsThatOfAllPixels()
    {
        byte[] file = Jpegs.Soft(300, 200);
        float[] found = new float[3 * 32 * 32], exact = new float[3 * 32 * 32];
        EvalImage.Write(file, new() { Resolution = 32 }, found);
        EvalImage.Write(Jpegs.ByLibjpeg(file), new() { Resolution = 32 }, exact);
        Assert.Equal(exact, found);
    }

    [Fact]
    public void AnEvaluationImagesPixelsAreInSharedBuffers()
    {
        byte[] file = Jpegs.Soft(300, 200);
        float[] found = new float[3 * 32 * 32];
        long least = long.MaxValue;
        for (int round = 0; round < 40; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            EvalImage.Write(file, new() { Resolution = 32 }, found);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 4_096); // the pixels are 180,000
    }

    /// <summary>
    /// What is left for a pair are its names and texts, which are strings; its pixels alone would be 100 to 200 KB.
    /// </summary>
    [Fact]
    public void LittleIsAllocatedForAPairButItsTexts()
    {
        const int side = 64, rounds = 40, ofAPair = 2560, ofAShard = 80_000;
        PairLoaderOptions options = Loader(side, threads: 1);
        ImageTarget target = new(side, options.Colors);
        MemberBuffers buffers = new(1 << 30);
        using SampleStream stream = new(new([folder["train-00000.tar"]], 8, Resampled: false, options.Seed), DataPosition.Start, new(), buffers);
        PairSteps steps = new(
            Texts.Captions(),
            ReferencePipeline.TextsOf(CaptionPick.Sentence),
            ReferencePipeline.ImagesOf(options.Augmentation, target),
            target,
            TextTokenizer.Load(folder["vocab.txt"]));
        PairBatch batch = new(1, side, options.Context, options.CaptionLength);

        // The least of many rounds: shared buffers are given back to the system now and then while other tests collect garbage.
        long least = long.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Pictures; i++)
            {
                Sample sample = stream.Next();
                if (sample.Key != Damaged)
                {
                    steps.Write(sample, (ulong)i, batch, 0);
                }

                buffers.Return(sample);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Each round opens the shard anew, with a file's buffer of 64 KiB.
        Assert.InRange(least, 1, ofAShard + (Pictures * ofAPair));
    }

    private static List<string> Batches(PairLoaderOptions options, LoaderPosition start, int count, List<LoaderPosition> after)
    {
        using PairLoader loader = new(options, start, new());
        List<string> batches = [];
        for (int i = 0; i < count; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            batches.Add($"{string.Join(',', batch.Keys)} {string.Join(',', batch.Images)}");
            after.Add(batch.After);
            loader.Return(batch);
        }

        return batches;
    }

    private PairLoaderOptions Loader(int side, int threads) => new(
        [new() { Shards = new([folder["train-00000.tar"]]), Vocabulary = folder["vocab.txt"], ShuffleWindow = 8 }],
        Resolution: side,
        BatchSize,
        Context: 8,
        CaptionLength: 10,
        new(),
        Seed: 4,
        threads);
}
