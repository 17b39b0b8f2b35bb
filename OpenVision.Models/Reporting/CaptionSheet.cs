using SkiaSharp;

namespace OpenVision.Reporting;

/// <summary>A held-out picture, what is true of it and what a model said of it.</summary>
/// <param name="Image">The encoded picture (JPEG, PNG or WebP).</param>
/// <param name="Reference">The true caption.</param>
/// <param name="Decoded">The model's caption.</param>
/// <param name="Phrases">What the caption had to name, and whether it did.</param>
public sealed record CaptionExample(
    ReadOnlyMemory<byte> Image,
    string Reference,
    string Decoded,
    IReadOnlyList<(string Phrase, bool Named)> Phrases);

/// <summary>Draws pictures beside their true and their decoded captions.</summary>
public static class CaptionSheet
{
    private const int Width = 1600, Columns = 2, Gap = 16, Padding = 14, Side = 208, Top = 52;
    private const float Text = 11, Line = 19;
    private const int Lines = 4;

    // The longest side of a picture that is decoded: larger ones are not worth their memory on a sheet of thumbnails.
    private const int LargestSide = 8192;

    private static readonly SKColor card = new(0xF7, 0xF8, 0xFA), ink = new(0x1F, 0x29, 0x33), faded = new(0x7B, 0x87, 0x94);
    private static readonly SKColor right = new(0x14, 0x7D, 0x52), wrong = new(0xC2, 0x2F, 0x3D), empty = new(0xD9, 0xDE, 0xE4);

    /// <summary>Draws a sheet and writes it to a file, which is replaced in one piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">The line above.</param>
    /// <param name="examples">What to show, row by row.</param>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Save(string path, string title, IReadOnlyList<CaptionExample> examples) =>
        Picture.Save(path, Render(title, examples));

    /// <summary>Draws a sheet: words of the decoded captions that the true ones have too are green, others red.</summary>
    /// <param name="title">The line above.</param>
    /// <param name="examples">What to show, row by row. A picture that cannot be decoded becomes a grey square.</param>
    /// <returns>A PNG, 1600 pixels wide.</returns>
    public static byte[] Render(string title, IReadOnlyList<CaptionExample> examples)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(examples);
        const int height = Side + (2 * Padding), width = ((Width - Gap) / Columns) - Gap;
        int rows = (examples.Count + Columns - 1) / Columns;
        return Picture.Draw(Width, Top + Gap + (rows * (height + Gap)), canvas =>
        {
            StrokeFont.Write(canvas, title, Gap + 4, 38, 17, ink, 0.16f);
            for (int i = 0; i < examples.Count; i++)
            {
                Paint(
                    canvas,
                    SKRect.Create(Gap + (i % Columns * (width + Gap)), Top + Gap + (i / Columns * (height + Gap)), width, height),
                    examples[i]);
            }
        });
    }

    private static void Paint(SKCanvas canvas, SKRect place, CaptionExample example)
    {
        using SKPaint paint = new() { Color = card, IsAntialias = true };
        canvas.DrawRoundRect(place, 8, 8, paint);
        canvas.Save();
        canvas.ClipRect(place);
        Thumbnail(canvas, SKRect.Create(place.Left + Padding, place.Top + Padding, Side, Side), example.Image);

        float left = place.Left + Side + (2 * Padding) + 4, width = place.Right - Padding - left;
        float y = place.Top + Padding + 10;
        StrokeFont.Write(canvas, "TRUE", left, y, Text - 3, faded, 0.16f);
        string[] reference = Words(example.Reference);
        y = Wrapped(canvas, left, y + Line, width, reference, _ => ink);
        StrokeFont.Write(canvas, "DECODED", left, y + 4, Text - 3, faded, 0.16f);
        string[] decoded = Words(example.Decoded);
        bool[] matches = WordMatch.Of(reference, decoded);
        Wrapped(canvas, left, y + 4 + Line, width, decoded, i => matches[i] ? right : wrong);
        Ticks(canvas, left, place.Bottom - Padding - 2, width, example.Phrases);
        canvas.Restore();
    }

    private static void Thumbnail(SKCanvas canvas, SKRect place, ReadOnlyMemory<byte> image)
    {
        using SKPaint paint = new() { Color = empty, IsAntialias = true };
        canvas.DrawRect(place, paint);
        using SKImage? picture = Decode(image);
        if (picture is not null)
        {
            float scale = Side / (float)Math.Max(picture.Width, picture.Height);
            SKSize size = new(picture.Width * scale, picture.Height * scale);
            canvas.DrawImage(
                picture,
                SKRect.Create(place.MidX - (size.Width / 2), place.MidY - (size.Height / 2), size.Width, size.Height),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
    }

    private static SKImage? Decode(ReadOnlyMemory<byte> image)
    {
        using SKData data = SKData.CreateCopy(image.Span);
        using SKCodec? codec = SKCodec.Create(data);
        bool usable = codec is not null && Math.Max(codec.Info.Width, codec.Info.Height) <= LargestSide;
        return usable ? SKImage.FromEncodedData(data) : null;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Returns the base line of the line after the last.
    private static float Wrapped(SKCanvas canvas, float left, float y, float width, string[] words, Func<int, SKColor> color)
    {
        float space = StrokeFont.Measure(" ", Text) + (2 * Text / 3);
        float x = left;
        int line = 1;
        for (int i = 0; i < words.Length; i++)
        {
            float length = StrokeFont.Measure(words[i], Text);
            if (x > left && x + length > left + width)
            {
                (x, y) = (left, y + Line);
                if (++line > Lines)
                {
                    StrokeFont.Write(canvas, "...", left, y - (Line / 2), Text, faded);
                    return y + Line;
                }
            }

            StrokeFont.Write(canvas, words[i], x, y, Text, color(i), 0.14f);
            x += length + space;
        }

        return y + Line;
    }

    private static void Ticks(SKCanvas canvas, float left, float baseline, float width, IReadOnlyList<(string Phrase, bool Named)> phrases)
    {
        float x = left;
        foreach ((string phrase, bool named) in phrases)
        {
            float length = 22 + StrokeFont.Measure(phrase, Text - 1);
            if (x + length > left + width)
            {
                return;
            }

            SKColor color = named ? right : wrong;
            using SKPath mark = new();
            mark.AddPoly(named
                ? [new(x + 1, baseline - 5), new(x + 5, baseline - 1), new(x + 12, baseline - 10)]
                : [new(x + 2, baseline - 9), new(x + 10, baseline - 1)], close: false);
            if (!named)
            {
                mark.AddPoly([new(x + 10, baseline - 9), new(x + 2, baseline - 1)], close: false);
            }

            using SKPaint paint = new()
            {
                Style = SKPaintStyle.Stroke,
                StrokeWidth = 2.2f,
                StrokeCap = SKStrokeCap.Round,
                Color = color,
                IsAntialias = true,
            };
            canvas.DrawPath(mark, paint);
            StrokeFont.Write(canvas, phrase, x + 18, baseline, Text - 1, color, 0.14f);
            x += length + 18;
        }
    }
}
