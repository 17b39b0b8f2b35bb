// How many image-text pairs the training loader makes in a second, with the reference's augmentation.
//
//   dotnet run benchmarks/load-pairs.cs -- FOLDER [THREADS] [RESOLUTION]
//
// FOLDER gets a shard of 256 JPEG pictures of 512 x 384 pixels where there is none yet.

using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenVision.Data;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is < 1 or > 3)
{
    Console.Error.WriteLine("error: name a folder for the pictures: FOLDER [THREADS] [RESOLUTION].");
    return 2;
}

const int batchSize = 64, warm = 8, timed = 24, rounds = 5;
string shard = Path.Combine(args[0], "train-00000.tar"), vocabulary = Path.Combine(args[0], "vocab.txt");
if (!File.Exists(shard))
{
    Make(args[0], vocabulary);
}

PairLoaderOptions options = new(
    [new() { Shards = new([shard]), Vocabulary = vocabulary, ShuffleWindow = 64 }],
    Resolution: args.Length > 2 ? int.Parse(args[2]) : 160,
    batchSize,
    Context: 80,
    CaptionLength: 129,
    new(),
    Seed: 1,
    Threads: args.Length > 1 ? int.Parse(args[1]) : 1);
using PairLoader loader = new(options, LoaderPosition.Start, new());
Seconds(loader, warm);
double[] rates = [.. Enumerable.Range(0, rounds).Select(_ => timed * batchSize / Seconds(loader, timed)).Order()];
Console.WriteLine($"{rates[0]:F1} to {rates[^1]:F1} pairs/s, median {rates[rounds / 2]:F1}");
return 0;

static double Seconds(PairLoader loader, int batches)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < batches; i++)
    {
        loader.Return(loader.Next(CancellationToken.None));
    }

    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static void Make(string folder, string vocabulary)
{
    Directory.CreateDirectory(folder);
    File.WriteAllLines(vocabulary, ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", ".", "a", "red", "picture", "of", "noise"]);
    using ShardWriter writer = new(folder, "train", 256);
    for (int i = 0; i < 256; i++)
    {
        Draw draw = new((ulong)i);
        using Image<Rgb24> image = new(512, 384);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image[x, y] = new((byte)((x / 2) + draw.Below(40)), (byte)((y / 2) + draw.Below(40)), (byte)(i + draw.Below(40)));
            }
        }

        using MemoryStream jpeg = new();
        image.SaveAsJpeg(jpeg);
        writer.Write($"{i:D4}", [("jpg", jpeg.ToArray()), ("txt", "a picture"u8.ToArray()), ("llava_caption", Encoding.UTF8.GetBytes("a red picture of noise. a picture."))]);
    }

    writer.Complete();
}
