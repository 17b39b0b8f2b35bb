namespace OpenVision;

/// <summary>A picture's size in pixels.</summary>
/// <param name="Width">From left to right.</param>
/// <param name="Height">From top to bottom.</param>
public readonly record struct PictureSize(int Width, int Height);

/// <summary>Where a picture stands on the canvas of its tiles.</summary>
/// <param name="Resized">The size that the picture is resized to.</param>
/// <param name="X">The columns of black left of it, in pixels.</param>
/// <param name="Y">The rows of black above it, in pixels.</param>
public readonly record struct TilePlace(PictureSize Resized, int X, int Y);

/// <summary>The part of a grid of tokens that shows the picture: its middle, all of one side of it.</summary>
/// <param name="Row">The first row that is kept.</param>
/// <param name="Column">The first column that is kept.</param>
/// <param name="Rows">How many rows are kept; 0 where a picture is so thin that nothing is.</param>
/// <param name="Columns">How many columns are kept.</param>
public readonly record struct TokenWindow(int Row, int Column, int Rows, int Columns);

/// <summary>
/// How a picture of any size is laid on tiles, and which of their tokens are left: the arithmetic of LLaVA-NeXT's <c>anyres</c>, in
/// double precision in the order of its source, since the results are cut to whole numbers (multimodal.md, section 2.2).
/// </summary>
public static partial class TileLayout
{
    // Above it tokens are scaled down; not 1, so the most tokens of a picture are above the cap.
    private const double CapSlack = 1.1;
    private const int PortDecimals = 7;

    /// <summary>
    /// The grid of tiles that keeps most of a picture's pixels; among equals the one that wastes the least canvas, then the earlier one.
    /// </summary>
    /// <param name="size">The picture, at least 1 × 1.</param>
    /// <param name="policy">The grids to choose from, at least one, and how: the Hugging Face port reads each as rows × columns.</param>
    /// <param name="tile">The side of a tile in pixels.</param>
    public static TileGrid Choose(PictureSize size, ImagePolicySpec policy, int tile)
    {
        Require(size);
        if (policy.Grids.Count == 0)
        {
            throw new ArgumentException("The policy names no grid of tiles.", nameof(policy));
        }

        (TileGrid Grid, long Effective, long Waste) best = (default, -1, 0);
        foreach (TileGrid named in policy.Grids)
        {
            TileGrid grid = policy.Rule == TileRule.HuggingFace ? new(named.Rows, named.Columns) : named;
            (long effective, long waste) = Fit(size, (long)grid.Columns * tile, (long)grid.Rows * tile);
            if (effective > best.Effective || (effective == best.Effective && waste < best.Waste))
            {
                best = (grid, effective, waste);
            }
        }

        return best.Grid;
    }

    /// <summary>Where a picture stands on its grid: as large as fits, centred.</summary>
    /// <param name="size">The picture, at least 1 × 1.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="tile">The side of a tile in pixels.</param>
    public static TilePlace Place(PictureSize size, TileGrid grid, int tile)
    {
        Require(size);
        int width = grid.Columns * tile, height = grid.Rows * tile;
        double across = (double)width / size.Width, down = (double)height / size.Height;
        PictureSize resized = across < down
            ? new(width, (int)Math.Min(Math.Ceiling(size.Height * across), height))
            : new((int)Math.Min(Math.Ceiling(size.Width * down), width), height);
        return new(resized, (width - resized.Width) / 2, (height - resized.Height) / 2);
    }

    /// <summary>Which tokens of a grid show the picture and not the black beside it; an odd remainder leaves one more.</summary>
    /// <param name="size">The picture, at least 1 × 1.</param>
    /// <param name="rows">The grid's rows of tokens.</param>
    /// <param name="columns">The grid's columns of tokens.</param>
    /// <param name="rule">How products are rounded.</param>
    public static TokenWindow Unpad(PictureSize size, int rows, int columns, TileRule rule)
    {
        Require(size);
        if ((double)size.Width / size.Height > (double)columns / rows)
        {
            int dropped = (rows - Cut(size.Height * ((double)columns / size.Width), rule)) / 2;
            return new(dropped, 0, rows - (2 * dropped), columns);
        }
        else
        {
            int dropped = (columns - Cut(size.Width * ((double)rows / size.Height), rule)) / 2;
            return new(0, dropped, rows, columns - (2 * dropped));
        }
    }

    /// <summary>The grid that tokens are scaled down to (<c>anyres_max_K</c>): the same where they are not too many.</summary>
    /// <param name="rows">The rows of tokens.</param>
    /// <param name="columns">The columns of tokens.</param>
    /// <param name="side">The side of a tile in tokens.</param>
    /// <param name="maxTiles">The number of tiles whose tokens are allowed; 0 for any.</param>
    public static (int Rows, int Columns) Cap(int rows, int columns, int side, int maxTiles)
    {
        double times = maxTiles > 0 ? Math.Sqrt((double)((long)rows * columns) / ((long)maxTiles * side * side)) : 0;
        return times > CapSlack ? (FloorDivide(rows, times), FloorDivide(columns, times)) : (rows, columns);
    }

    // Python's a // b of floats: the exact remainder is taken off before dividing. The floor of a / b differs where a / b rounds up to
    // a whole number, and where it does not reach one.
    private static int FloorDivide(int dividend, double divisor) => (int)Math.Round((dividend - (dividend % divisor)) / divisor);

    private static (long Effective, long Waste) Fit(PictureSize size, long width, long height)
    {
        double scale = Math.Min((double)width / size.Width, (double)height / size.Height);
        long effective = Math.Min((long)(size.Width * scale) * (long)(size.Height * scale), (long)size.Width * size.Height);
        return (effective, (width * height) - effective);
    }

    private static int Cut(double product, TileRule rule) => (int)(rule == TileRule.HuggingFace ? Math.Round(product, PortDecimals) : product);

    private static void Require(PictureSize size)
    {
        if (size.Width < 1 || size.Height < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(size), $"A picture of {size.Width} x {size.Height} pixels has nothing to show.");
        }
    }
}
