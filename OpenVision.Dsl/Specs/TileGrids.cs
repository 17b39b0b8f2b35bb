using System.Globalization;

namespace OpenVision;

/// <summary>Grids of tiles as they are written: <c>2x1</c> is one, <c>1x1..6x6</c> every one between two, columns outermost.</summary>
public static class TileGrids
{
    /// <summary>The longest side of a grid that is read; published models have at most 6 tiles on a side.</summary>
    public const int LongestSide = 64;

    private const string Range = "..";

    /// <summary>The grids of a text; none where it is neither of the two forms.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<TileGrid>? Parse(string text)
    {
        int dots = text.IndexOf(Range, StringComparison.Ordinal);
        if (dots < 0)
        {
            return Grid(text) is { } grid ? [grid] : null;
        }

        return Grid(text.Substring(0, dots)) is { } first && Grid(text.Substring(dots + Range.Length)) is { } last && first.Columns <= last.Columns && first.Rows <= last.Rows
            ? [.. from columns in Between(first.Columns, last.Columns) from rows in Between(first.Rows, last.Rows) select new TileGrid(columns, rows)]
            : null;
    }

    /// <summary>The grid of a text; none where it is not <c>columns x rows</c>, each from 0 to <see cref="LongestSide"/>.</summary>
    internal static TileGrid? Grid(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length == 2 && Side(sides[0]) is { } columns && Side(sides[1]) is { } rows ? new TileGrid(columns, rows) : null;
    }

    private static IEnumerable<int> Between(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side <= LongestSide ? side : null;
}
