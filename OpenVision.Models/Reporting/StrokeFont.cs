using SkiaSharp;

namespace OpenVision.Reporting;

/// <summary>Writes text with strokes of its own: a fresh machine may have no font at all, and every machine draws the same.</summary>
internal static class StrokeFont
{
    // In units of StrokeGlyphs: a capital's height, the gap between characters, the width of a space, the largest rounding.
    private const float Capital = 6, Gap = 2, Space = 3, Rounding = 2;

    // The share of the way from a corner's tangent point to the corner that makes a cubic curve nearly a circle.
    private const float Circle = 0.5523f;

    private static readonly Glyph[] glyphs = [.. StrokeGlyphs.Table.Select(Parse)];
    private static readonly Glyph unknown = Parse(StrokeGlyphs.Unknown);

    /// <summary>The width of a text in pixels.</summary>
    /// <param name="text">One line.</param>
    /// <param name="height">The height of a capital in pixels.</param>
    public static float Measure(string text, float height) =>
        text.Length == 0 ? 0 : (text.Sum(character => Of(character).Width + Gap) - Gap) * height / Capital;

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="text">One line; characters that are not printable ASCII become an empty frame.</param>
    /// <param name="x">The left edge, middle or right edge, as <paramref name="align"/> says.</param>
    /// <param name="baseline">Where capitals stand.</param>
    /// <param name="height">The height of a capital in pixels.</param>
    /// <param name="color">The colour.</param>
    /// <param name="weight">The width of the strokes as a share of the height.</param>
    /// <param name="align">What <paramref name="x"/> is.</param>
    public static void Write(
        SKCanvas canvas,
        string text,
        float x,
        float baseline,
        float height,
        SKColor color,
        float weight = 0.13f,
        SKTextAlign align = SKTextAlign.Left)
    {
        float scale = height / Capital;
        float left = x - align switch
        {
            SKTextAlign.Center => Measure(text, height) / 2,
            SKTextAlign.Right => Measure(text, height),
            _ => 0,
        };
        using SKPath line = new();
        foreach (char character in text)
        {
            Glyph glyph = Of(character);
            SKMatrix place = SKMatrix.CreateScaleTranslation(scale, scale, left, baseline - height);
            line.AddPath(glyph.Path, in place);
            left += (glyph.Width + Gap) * scale;
        }

        using SKPaint paint = new()
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = weight * height,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
            IsAntialias = true,
            Color = color,
        };
        canvas.DrawPath(line, paint);
    }

    private static Glyph Of(char character)
    {
        int index = character - StrokeGlyphs.First;
        return index >= 0 && index < glyphs.Length ? glyphs[index] : unknown;
    }

    private static Glyph Parse(string strokes)
    {
        SKPath path = new();
        float width = strokes.Length == 0 ? Space - Gap : 0;
        foreach (string stroke in strokes.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            bool closed = stroke[0] == '@';
            Corner[] corners = [.. stroke.TrimStart('@').Split(' ').Select(point =>
                new Corner(new(point[0] - '0', point[1] - '0'), point.EndsWith('r')))];
            width = Math.Max(width, corners.Max(corner => corner.At.X));
            Add(path, corners, closed);
        }

        return new(path, width);
    }

    private static void Add(SKPath path, Corner[] corners, bool closed)
    {
        int count = corners.Length;
        SKPoint start = closed ? Between(corners[0].At, corners[1].At, 0.5f) : corners[0].At;
        path.MoveTo(start);
        for (int i = 1; i < (closed ? count + 1 : count - 1); i++)
        {
            Corner before = corners[(i - 1) % count], corner = corners[i % count], after = corners[(i + 1) % count];
            if (!corner.Round)
            {
                path.LineTo(corner.At);
                continue;
            }

            float reach = Math.Min(Rounding, Math.Min(Free(before, corner), Free(corner, after)));
            SKPoint entry = Between(corner.At, before.At, reach / SKPoint.Distance(corner.At, before.At));
            SKPoint leave = Between(corner.At, after.At, reach / SKPoint.Distance(corner.At, after.At));
            path.LineTo(entry);
            path.CubicTo(Between(entry, corner.At, Circle), Between(leave, corner.At, Circle), leave);
        }

        if (closed)
        {
            path.Close();
        }
        else
        {
            path.LineTo(corners[^1].At);
        }
    }

    // How far a corner may reach into an edge: all of it, or half where the other end is rounded too.
    private static float Free(Corner from, Corner to) =>
        SKPoint.Distance(from.At, to.At) / (from.Round && to.Round ? 2 : 1);

    private static SKPoint Between(SKPoint from, SKPoint to, float share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));

    private readonly record struct Corner(SKPoint At, bool Round);

    private sealed record Glyph(SKPath Path, float Width);
}
