using SkiaSharp;

namespace OpenVision.Reporting;

/// <summary>Draws curves: panels in a grid, each with axes, a legend and, where wanted, running means.</summary>
public static class LineChart
{
    private const int Gap = 18;

    /// <summary>Draws charts and writes them to a file, which is replaced in one piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="panels">The charts, row by row.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<ChartPanel> panels, int width = 1600, int height = 1000) =>
        Picture.Save(path, Render(panels, width, height));

    /// <summary>Draws charts.</summary>
    /// <param name="panels">The charts, row by row.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <returns>A PNG.</returns>
    public static byte[] Render(IReadOnlyList<ChartPanel> panels, int width = 1600, int height = 1000)
    {
        ArgumentNullException.ThrowIfNull(panels);
        return Picture.Draw(width, height, canvas =>
        {
            int columns = (int)Math.Ceiling(Math.Sqrt(panels.Count));
            for (int i = 0; i < panels.Count; i++)
            {
                int rows = (panels.Count + columns - 1) / columns;

                // The last row shares the whole width among the panels that are left for it.
                int row = i / columns, inRow = row == rows - 1 ? panels.Count - (row * columns) : columns;
                float panelWidth = (width - Gap) / (float)inRow, panelHeight = (height - Gap) / (float)rows;
                SKRect place = SKRect.Create(
                    Gap + (i % columns * panelWidth), Gap + (row * panelHeight), panelWidth - Gap, panelHeight - Gap);
                PanelPainter.Paint(canvas, place, panels[i]);
            }
        });
    }
}
