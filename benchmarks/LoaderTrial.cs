using System.Text;
using OpenVision.Benchmarks.Measuring;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace OpenVision.Benchmarks;

/// <summary>
/// The training loader, with the reference's augmentation, and evaluation images, against ImageSharp's decoding and resizing of the same
/// files, which it is given in memory and whose pixels it does not write anywhere.
/// </summary>
internal static class LoaderTrial
{
    private const int BatchSize = 64, Prefetch = 2, Buffers = Prefetch + 2, Pictures = Buffers * BatchSize, Side = 224, Rounds = 9, Warm = 2;

    /// <summary>The benchmark.</summary>
    public static Trial Trial { get; } = new(
        "loader", $"shards of {Pictures} JPEGs of 512 x 384 to batches of {Side}, against ImageSharp's decoding and resizing (Triangle)", Run);

    private static IReadOnlyList<Figure> Run()
    {
        string folder = Directory.CreateTempSubdirectory("openvision-loader").FullName;
        try
        {
            byte[][] files = [.. Enumerable.Range(0, Pictures).Select(Jpeg)];
            string vocabulary = Path.Combine(folder, "vocab.txt");
            File.WriteAllLines(vocabulary, ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", ".", "a", "red", "picture", "of", "noise"]);
            Pack(folder, files);
            return [.. new[] { 1, 2 }.SelectMany(threads => Measure(folder, vocabulary, files, threads))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Figure> Measure(string folder, string vocabulary, byte[][] files, int threads)
    {
        using PairLoader loader = new(
            new(
                [new() { Shards = new([Path.Combine(folder, "train-00000.tar")]), Vocabulary = vocabulary, ShuffleWindow = 64 }],
                Side,
                BatchSize,
                Context: 80,
                CaptionLength: 129,
                new(),
                Seed: 1,
                threads,
                Prefetch),
            LoaderPosition.Start,
            new());
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads };
        Configuration alone = Configuration.Default.Clone();
        alone.MaxDegreeOfParallelism = 1;
        Queue<PairBatch> held = [];
        List<double> bytes = [];
        PreprocessSpec evaluation = new() { Resolution = Side };
        float[] images = new float[Pictures * 3 * Side * Side];

        Rounds training = Measuring.Rounds.Alternate(Rounds, Warm, () => bytes.Add(Allocated(() => Load(loader, held))), Peer);
        Rounds fitting = Measuring.Rounds.Alternate(Rounds, Warm, () => Parallel.For(0, Pictures, parallel, i =>
            EvalImage.Write(files[i], evaluation, images.AsSpan(i * 3 * Side * Side, 3 * Side * Side))), Peer);
        string on = threads == 1 ? "1 thread" : $"{threads} threads";
        yield return Figure.Of($"training batches over the peer, {on}", "", training.Ratios, Goal.Least(1.3));
        yield return Figure.Of($"evaluation images over the peer, {on}", "", fitting.Ratios, Goal.Least(1.3));
        yield return Figure.Of($"training pairs, {on}", "1/s", training.Ours.Select(static seconds => Pictures / seconds));
        yield return Figure.Of($"evaluation images, {on}", "1/s", fitting.Ours.Select(static seconds => Pictures / seconds));
        yield return Figure.Of($"the peer's images, {on}", "1/s", training.Peer.Concat(fitting.Peer).Select(static seconds => Pictures / seconds));
        yield return Figure.Of($"allocated for a training pair, {on}", "bytes", bytes.Skip(Warm));

        void Peer() => Parallel.For(0, Pictures, parallel, i =>
        {
            using Image<Rgb24> image = Image.Load<Rgb24>(alone, files[i]);
            image.Mutate(static work => work.Resize(Side, Side, KnownResamplers.Triangle));
        });
    }

    // A round ends with all batches in hand, so that the loader stands still while the peer runs: it has made what it is timed for.
    private static void Load(PairLoader loader, Queue<PairBatch> held)
    {
        while (held.TryDequeue(out PairBatch? batch))
        {
            loader.Return(batch);
        }

        for (int i = 0; i < Buffers; i++)
        {
            held.Enqueue(loader.Next(CancellationToken.None));
        }
    }

    private static double Allocated(Action action)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Pictures;
    }

    // Soft shapes, edges and grain, at the quality that the web uses: some 40 KB, as a photograph of this size has.
    private static byte[] Jpeg(int number)
    {
        Draw draw = new((ulong)number);
        double slant = draw.Between(10, 40), wave = draw.Between(400, 1400);
        int tile = 16 + draw.Below(60), shade = draw.Below(60);
        using Image<Rgb24> image = new(512, 384);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image[x, y] = new(
                    (byte)(110 + (90 * Math.Sin((x / slant) + (y / 31.0))) + draw.Below(16)),
                    (byte)(110 + (80 * Math.Sin(x * y / wave)) + draw.Below(16)),
                    (byte)(shade + (((x / tile) ^ (y / tile)) * 13 % 120) + draw.Below(16)));
            }
        }

        using MemoryStream jpeg = new();
        image.SaveAsJpeg(jpeg, new JpegEncoder { Quality = 85 });
        return jpeg.ToArray();
    }

    private static void Pack(string folder, byte[][] files)
    {
        using ShardWriter writer = new(folder, "train", Pictures);
        for (int i = 0; i < files.Length; i++)
        {
            writer.Write(
                $"{i:D4}",
                [("jpg", files[i]), ("txt", "a picture"u8.ToArray()), ("llava_caption", Encoding.UTF8.GetBytes("a red picture of noise. a picture."))]);
        }

        writer.Complete();
    }
}
