using System.Text;
using OpenVision.Data;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>Two shards of ten noisy pictures, 16 to 25 pixels wide, with captions; the fourth sample's image is damaged.</summary>
internal sealed class PictureShards : IDisposable
{
    public const int Samples = 20;

    private readonly TemporaryFolder folder = new();

    public PictureShards()
    {
        File.WriteAllLines(Vocabulary, ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", ".", "a", "red", "blue", "square"]);
        using ShardWriter writer = new(folder.Path, "train", 10);
        for (int i = 0; i < Samples; i++)
        {
            string text = i % 2 == 0 ? "A RED square. a blue square." : "a blue square";
            byte[] png = Png(16 + (i % 10), (ulong)i);
            writer.Write($"{i:D2}", [("png", i == 3 ? png[..40] : png), ("txt", "A square"u8.ToArray()), ("llava_caption", Encoding.UTF8.GetBytes(text))]);
        }

        writer.Complete();
    }

    public string Path => folder.Path;

    public string Pattern => folder["train-{00000..00001}.tar"];

    public string Vocabulary => folder["vocab.txt"];

    /// <summary>Loads them, four pairs of 8 pixels a side a batch, shuffled within five.</summary>
    public PairLoaderOptions Loader(int threads = 1) => new(
        [new() { Shards = new([Pattern]), Vocabulary = Vocabulary, ShuffleWindow = 5 }],
        Resolution: 8,
        BatchSize: 4,
        Context: 8,
        CaptionLength: 10,
        new(),
        Seed: 6,
        threads);

    public void Dispose() => folder.Dispose();

    private static byte[] Png(int width, ulong seed)
    {
        Draw draw = new(seed);
        using Image<Rgb24> image = new(width, 16);
        for (int y = 0; y < 16; y++)
        {
            for (int x = 0; x < width; x++)
            {
                image[x, y] = new((byte)draw.Below(256), (byte)draw.Below(256), (byte)draw.Below(256));
            }
        }

        using MemoryStream png = new();
        image.SaveAsPng(png);
        return png.ToArray();
    }
}
