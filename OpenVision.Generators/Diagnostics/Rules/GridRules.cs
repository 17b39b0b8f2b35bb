namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the grids of tiles that a picture may be laid on, as they are written.</summary>
internal static class GridRules
{
    // anyres_max of the published models has 36.
    private const int MostGrids = 256;
    private const int MostTiles = 256;

    /// <summary>Checks some grids.</summary>
    /// <param name="place">The argument.</param>
    /// <param name="texts">What is written.</param>
    public static IEnumerable<Finding> Check(Place place, IReadOnlyList<string> texts)
    {
        HashSet<TileGrid> met = [];
        foreach (string text in texts)
        {
            IReadOnlyList<TileGrid> grids = TileGrids.Parse(text) ?? [];
            string? fault = grids.Count == 0 ? "is no grid; write columns x rows, such as \"2x1\", or two grids with \"..\" between them, such as \"1x1..6x6\""
                : grids.Any(static grid => grid.Tiles == 0) ? "has no tile; use sides of 1 or more"
                : grids.Max(static grid => grid.Tiles) is > MostTiles and { } tiles ? $"has {tiles} tiles; use at most {MostTiles}"
                : grids.FirstOrDefault(met.Contains) is { Tiles: > 0 } twice ? $"names the grid {twice} again, of which the first alone counts; remove one of the two"
                : null;
            if (fault is not null)
            {
                yield return new(Descriptors.GridImpossible, place, text, fault);
            }

            met.UnionWith(grids);
        }

        if (met.Count > MostGrids)
        {
            yield return new(Descriptors.GridImpossible, place, texts[texts.Count - 1], $"makes {met.Count} grids; name at most {MostGrids}");
        }
    }
}
