using System.Text;
using OpenVision.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Evaluation;

/// <summary>A folder with a shard of plain squares and the texts that <see cref="ColorGraph"/> can read.</summary>
internal sealed class ColorShard : IDisposable
{
    private static readonly string[] colors = [ColorGraph.Red, ColorGraph.Green, ColorGraph.Blue];

    private readonly TemporaryFolder folder = new();

    /// <summary>Writes a red, a green and a blue square, and after them what the caller adds.</summary>
    public ColorShard(params (string Key, (string Extension, byte[] Bytes)[] Members)[] others)
    {
        File.WriteAllLines(Vocabulary, ColorGraph.Vocabulary);
        File.WriteAllLines(Classes, colors);
        File.WriteAllLines(Templates, ["a photo of {}", "{} square."]);
        using ShardWriter writer = new(folder.Path, "heldout", 1000);
        for (int label = 0; label < colors.Length; label++)
        {
            writer.Write(colors[label], Members(label));
        }

        foreach ((string key, (string Extension, byte[] Bytes)[] members) in others)
        {
            writer.Write(key, members);
        }

        Path = writer.Complete()[0];
    }

    public string Path { get; }

    public string Vocabulary => folder["vocab.txt"];

    public string Classes => folder["classes.txt"];

    public string Templates => folder["templates.txt"];

    public string this[string name] => folder[name];

    public string Folder => folder.Path;

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Picture(int label)
    {
        Rgb24 color = new((byte)(label == 0 ? 255 : 0), (byte)(label == 1 ? 255 : 0), (byte)(label == 2 ? 255 : 0));
        using Image<Rgb24> image = new(12, 10, color);
        using MemoryStream stream = new();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }

    public static (string Extension, byte[] Bytes)[] Members(int label, string? phrase = null) =>
    [
        ("png", Picture(label)),
        ("cls", Text($"{label}\n")),
        ("llava_caption", Text($"A {colors[label]} square.")),
        ("json", Text($$"""{"phrases":["{{phrase ?? $"{colors[label]} square"}}"]}""")),
    ];

    public void Dispose() => folder.Dispose();
}
