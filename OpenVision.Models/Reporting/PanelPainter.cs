using SkiaSharp;

namespace OpenVision.Reporting;

/// <summary>Paints one chart into a rectangle.</summary>
internal static class PanelPainter
{
    private const float Text = 11, Title = 14;
    private const int Dotted = 40;

    private static readonly SKColor card = new(0xF7, 0xF8, 0xFA), grid = new(0xE1, 0xE5, 0xEA), ink = new(0x1F, 0x29, 0x33);
    private static readonly SKColor faded = new(0x66, 0x72, 0x7F), marker = new(0xA9, 0xB2, 0xBC);

    // Told apart by most colour-blind eyes too.
    private static readonly SKColor[] palette =
    [
        new(0x1F, 0x6F, 0xC4), new(0xE0, 0x6C, 0x1F), new(0x1B, 0x93, 0x6B), new(0xC2, 0x3B, 0x5A),
        new(0x7A, 0x55, 0xC7), new(0x8A, 0x6D, 0x1B), new(0x1C, 0x9A, 0xAE), new(0x59, 0x63, 0x6E),
    ];

    /// <summary>Paints a chart.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="place">The rectangle.</param>
    /// <param name="panel">The chart.</param>
    public static void Paint(SKCanvas canvas, SKRect place, ChartPanel panel)
    {
        using SKPaint paint = new() { Color = card, IsAntialias = true };
        canvas.DrawRoundRect(place, 8, 8, paint);
        canvas.Save();
        canvas.ClipRect(place);
        SKRect plot = new(place.Left + 64, place.Top + 62, place.Right - 20, place.Bottom - 34);
        StrokeFont.Write(canvas, panel.Title, place.Left + 16, place.Top + 28, Title, ink, 0.16f);
        Legend(canvas, place.Left + 16, place.Right - 16, place.Top + 48, panel.Series);

        IEnumerable<ChartPoint> points = panel.Series.SelectMany(series => series.Points);
        Axis across = Axis.Around(points.Select(point => point.X), logarithmic: false, margin: 0);
        Axis up = Axis.Around(points.Select(point => point.Y), panel.Logarithmic, margin: 0.06);
        Plot scale = new(plot, across, up);
        Grid(canvas, scale);
        if (!points.Any())
        {
            StrokeFont.Write(canvas, "no values yet", plot.MidX, plot.MidY, Text, faded, align: SKTextAlign.Center);
        }

        Markers(canvas, scale, panel.Markers);
        canvas.ClipRect(plot);
        for (int i = 0; i < panel.Series.Count; i++)
        {
            SKColor color = palette[i % palette.Length];
            if (panel.Smoothing > 0)
            {
                Curve(canvas, scale, panel.Series[i].Points, color.WithAlpha(70), 1.2f);
            }

            Curve(canvas, scale, Curves.Smooth(panel.Series[i].Points, panel.Smoothing), color, 2.2f);
        }

        canvas.Restore();
    }

    private static void Legend(SKCanvas canvas, float left, float right, float baseline, IReadOnlyList<ChartSeries> series)
    {
        float x = left;
        for (int i = 0; i < series.Count; i++)
        {
            float width = 30 + StrokeFont.Measure(series[i].Name, Text);
            if (x + width > right)
            {
                return;
            }

            using SKPaint paint = new()
            {
                Color = palette[i % palette.Length],
                StrokeWidth = 3,
                StrokeCap = SKStrokeCap.Round,
                IsAntialias = true,
            };
            canvas.DrawLine(x + 2, baseline - (Text / 2), x + 18, baseline - (Text / 2), paint);
            StrokeFont.Write(canvas, series[i].Name, x + 26, baseline, Text, faded);
            x += width + 22;
        }
    }

    private static void Grid(SKCanvas canvas, Plot plot)
    {
        using SKPaint paint = new() { Color = grid, StrokeWidth = 1 };
        SKRect area = plot.Area;
        foreach (double tick in plot.Up.Ticks(Math.Max(2, (int)(area.Height / 50))))
        {
            // On whole pixels, or one line looks darker than the next.
            float y = MathF.Round(plot.Y(tick)) + 0.5f;
            canvas.DrawLine(area.Left, y, area.Right, y, paint);
            StrokeFont.Write(canvas, Axis.Label(tick), area.Left - 10, y + (Text / 2), Text, faded, align: SKTextAlign.Right);
        }

        foreach (double tick in plot.Across.Ticks(Math.Max(2, (int)(area.Width / 110))))
        {
            float x = MathF.Round(plot.X(tick)) + 0.5f;
            canvas.DrawLine(x, area.Top, x, area.Bottom, paint);
            StrokeFont.Write(canvas, Axis.Label(tick), x, area.Bottom + 22, Text, faded, align: SKTextAlign.Center);
        }
    }

    private static void Markers(SKCanvas canvas, Plot plot, IReadOnlyList<ChartMarker> markers)
    {
        using SKPathEffect dashes = SKPathEffect.CreateDash([5, 5], 0);
        using SKPaint paint = new() { Color = marker, StrokeWidth = 1.5f, PathEffect = dashes, IsAntialias = true };
        foreach (ChartMarker mark in markers.Where(mark => mark.X >= plot.Across.Low && mark.X <= plot.Across.High))
        {
            float x = plot.X(mark.X);
            canvas.DrawLine(x, plot.Area.Top, x, plot.Area.Bottom, paint);
            StrokeFont.Write(canvas, mark.Name, x + 5, plot.Area.Top + Text, Text - 2, faded);
        }
    }

    private static void Curve(SKCanvas canvas, Plot plot, IReadOnlyList<ChartPoint> points, SKColor color, float weight)
    {
        using SKPath path = new();
        bool pen = false;
        foreach (ChartPoint point in Curves.Thin(points, plot.Across, (int)plot.Area.Width))
        {
            if (!plot.Up.Shows(point.Y))
            {
                pen = false;
                continue;
            }

            SKPoint at = new(plot.X(point.X), plot.Y(point.Y));
            if (pen)
            {
                path.LineTo(at);
            }
            else
            {
                path.MoveTo(at);
            }

            // Few values, such as those of evaluations, are seen one by one; a single one has no line at all.
            if (points.Count <= Dotted)
            {
                path.AddCircle(at.X, at.Y, weight);
                path.MoveTo(at);
            }

            pen = true;
        }

        using SKPaint paint = new()
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = weight,
            Color = color,
            IsAntialias = true,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = SKStrokeCap.Round,
        };
        canvas.DrawPath(path, paint);
    }

    private sealed record Plot(SKRect Area, Axis Across, Axis Up)
    {
        public float X(double value) => Area.Left + (float)(Across.Place(value) * Area.Width);

        public float Y(double value) => Area.Bottom - (float)(Up.Place(value) * Area.Height);
    }
}
