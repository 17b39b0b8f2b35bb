namespace OpenVision;

/// <content>How many tokens of the language model's context a picture or a video takes.</content>
public static partial class TileLayout
{
    private const int PoolSide = 2;

    /// <summary>The tokens of a picture, newlines included.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="size">The picture.</param>
    public static int Tokens(MultimodalSpec spec, PictureSize size) => spec.Images.Aspect == ImageAspect.AnyRes
        ? Tokens(spec, Choose(size, spec.Images, spec.Vision.Resolution), size)
        : TileTokens(spec);

    /// <summary>The tokens of a picture that is one tile: padded, one of several, or the stand-in of a sample without one.</summary>
    /// <param name="spec">The model.</param>
    public static int TileTokens(MultimodalSpec spec) => spec.TileTokens + (spec.HasNewline ? 1 : 0);

    /// <summary>The tokens of a picture on a grid of tiles.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="size">The picture.</param>
    public static int Tokens(MultimodalSpec spec, TileGrid grid, PictureSize size)
    {
        (int rows, int columns) = (grid.Rows * spec.Grid, grid.Columns * spec.Grid);
        if (spec.Images.Merge != TileMerge.SpatialUnpad)
        {
            return Thumbnail(spec) + Unfitted(spec, grid);
        }

        TokenWindow window = Unpad(size, rows, columns, spec.Images.Rule);
        return Thumbnail(spec) + WithNewlines(spec, window.Rows, window.Columns);
    }

    /// <summary>The most tokens that a picture of any size may have, newlines included: what the context must leave room for.</summary>
    /// <param name="spec">The model.</param>
    public static int MostTokens(MultimodalSpec spec) => spec.Images.Aspect == ImageAspect.AnyRes
        ? Thumbnail(spec) + spec.Images.Grids.Select(grid => MostOf(spec, grid)).DefaultIfEmpty(0).Max()
        : TileTokens(spec);

    /// <summary>The most tiles that a picture may have, the thumbnail included: what the image encoder sees of it.</summary>
    /// <param name="spec">The model.</param>
    public static int MostTiles(MultimodalSpec spec) => spec.Images.Aspect == ImageAspect.AnyRes
        ? (spec.Images.Thumbnail ? 1 : 0) + spec.Images.Grids.Select(static grid => grid.Columns * grid.Rows).DefaultIfEmpty(0).Max()
        : 1;

    /// <summary>The tokens of a video, newlines included.</summary>
    /// <param name="spec">The model, which reads videos.</param>
    /// <param name="frames">How many frames are looked at.</param>
    public static int VideoTokens(MultimodalSpec spec, int frames)
    {
        VideoPolicySpec video = spec.Video ?? throw new ArgumentException($"{spec.Name} reads no videos: it has no [Video].", nameof(spec));
        int side = PooledSide(spec.Grid, video.Pooling, video.Stride);
        return (frames * side * side) + video.Newline switch
        {
            NewlinePlace.Row => frames * side,
            NewlinePlace.Frame => frames,
            NewlinePlace.Video => spec.HasNewline ? 1 : 0,
            _ => 0,
        };
    }

    /// <summary>The side of a frame's grid of tokens after pooling: bilinear keeps a part of a pool, the others drop it.</summary>
    /// <param name="side">The side before.</param>
    /// <param name="pooling">The kind of pooling.</param>
    /// <param name="stride">The factor.</param>
    public static int PooledSide(int side, TokenPooling pooling, int stride) =>
        pooling == TokenPooling.Bilinear ? (side + stride - 1) / stride : side / stride;

    private static int Thumbnail(MultimodalSpec spec) => spec.Images.Thumbnail ? spec.TileTokens : 0;

    // Pictures of every size have as many on a grid.
    private static int Unfitted(MultimodalSpec spec, TileGrid grid) => spec.Images.Merge == TileMerge.SpatialMaxPool
        ? grid.Rows * spec.Grid / PoolSide * (grid.Columns * spec.Grid / PoolSide)
        : grid.Rows * grid.Columns * spec.TileTokens;

    private static int WithNewlines(MultimodalSpec spec, int rows, int columns)
    {
        (rows, columns) = Cap(rows, columns, spec.Grid, spec.Images.MaxTiles);
        return rows * (columns + 1);
    }

    // Un-padding takes as many rows from above as from below, or columns from both sides; the cap grows with what is left, up to where
    // it sets in, so that a part of a grid may have more tokens than the whole.
    private static int MostOf(MultimodalSpec spec, TileGrid grid)
    {
        if (spec.Images.Merge != TileMerge.SpatialUnpad)
        {
            return Unfitted(spec, grid);
        }

        (int rows, int columns) = (grid.Rows * spec.Grid, grid.Columns * spec.Grid);
        int most = 0;
        for (int kept = rows; kept > 0; kept -= 2)
        {
            most = Math.Max(most, WithNewlines(spec, kept, columns));
        }

        for (int kept = columns; kept > 0; kept -= 2)
        {
            most = Math.Max(most, WithNewlines(spec, rows, kept));
        }

        return most;
    }
}
