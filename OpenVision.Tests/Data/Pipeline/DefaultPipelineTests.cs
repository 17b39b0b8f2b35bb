using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenVision.Data;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>
/// What a recipe's settings make of its samples, to the last bit: hashes of batches that the loader made before its path was
/// a composition of steps, those with jitter since it has one quotient a pixel. A change of one of them changes every run that was ever recorded.
/// </summary>
public sealed class DefaultPipelineTests : IDisposable
{
    private static readonly string[] Words = ["red", "green", "blue", "cat", "dog"];

    private readonly TemporaryFolder folder = new();

    public DefaultPipelineTests()
    {
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", ".", "!", "a", .. Words]);
        using ShardWriter writer = new(folder.Path, "train", 16);
        for (int i = 0; i < 40; i++)
        {
            Draw draw = new((ulong)i);
            List<(string, byte[])> members = [("png", Png(ref draw))];
            if (i % 7 != 3)
            {
                members.Add(("txt", Text($"a {Word(ref draw)} {Word(ref draw)}")));
            }

            if (i % 5 != 2)
            {
                members.Add(("llava_caption", Text(i % 9 == 4 ? " . ! " : $"a {Word(ref draw)}. {Word(ref draw)} {Word(ref draw)}! a {Word(ref draw)} .")));
            }

            writer.Write($"{i:D4}", [.. members]);
        }

        writer.Complete();
    }

    public static TheoryData<string, CaptionPick, ColorStatistics, string> Settings => new()
    {
        { "reference", CaptionPick.Sentence, ColorStatistics.ImageNet, "cc96e7998aa4e5c75d9f40fbdca828e9" },
        { "strong", CaptionPick.Passage, ColorStatistics.Clip, "635b85029362059427272a05e178aff3" },
        { "no jitter", CaptionPick.Whole, ColorStatistics.Half, "8be81907796479fb2b5334e65b58ab25" },
        { "still", CaptionPick.Sentence, ColorStatistics.ImageNet, "248f29f87d9e7e4378479c1e735b5df4" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void BatchesAreThoseOfTheLoaderBeforeItWasAPipeline(string augmentation, CaptionPick pick, ColorStatistics colors, string hash)
    {
        PairLoaderOptions options = new(
            [new() { Shards = new([folder["train-{00000..00002}.tar"]]), Vocabulary = folder["vocab.txt"], ShuffleWindow = 7, Pick = pick }],
            Resolution: 24,
            BatchSize: 6,
            Context: 9,
            CaptionLength: 14,
            Augmentation(augmentation),
            Seed: 11,
            Threads: 2,
            Colors: colors);
        Assert.Equal(hash, HashOf(options));
    }

    public void Dispose() => folder.Dispose();

    private static AugmentationSpec Augmentation(string name) => name switch
    {
        "strong" => new() { MinArea = 0.05, MaxArea = 0.6, MinAspect = 0.5, ColorJitter = 0.9, JitterProbability = 1, GreyscaleProbability = 0.5 },
        "no jitter" => new() { ColorJitter = 0 },
        "still" => new() { MinArea = 1, MinAspect = 1, ColorJitter = 0, GreyscaleProbability = 0 },
        _ => new(),
    };

    // Two epochs: every sample twice, under other draws.
    private static string HashOf(PairLoaderOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using PairLoader loader = new(options, LoaderPosition.Start, new());
        for (int i = 0; i < 14; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join(',', batch.Keys)));
            hash.AppendData(MemoryMarshal.AsBytes(batch.Images.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(batch.WebText.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(batch.SyntheticText.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(batch.Caption.AsSpan()));
            loader.Return(batch);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // PNG, because its decoders agree to the last bit.
    private static byte[] Png(ref Draw draw)
    {
        using Image<Rgb24> image = new(20 + draw.Below(40), 20 + draw.Below(40));
        int shade = draw.Below(256);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image[x, y] = new((byte)(shade + (4 * x) + draw.Below(9)), (byte)(5 * y), (byte)(shade * (x + y) / 64));
            }
        }

        using MemoryStream png = new();
        image.SaveAsPng(png);
        return png.ToArray();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Word(ref Draw draw) => Words[draw.Below(Words.Length)];
}
