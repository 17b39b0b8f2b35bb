using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Multimodal;

/// <summary>
/// Joins the tokens of a picture's tiles to one sequence: the layouts of LLaVA-NeXT's <c>mm_patch_merge_type</c> (multimodal.md,
/// section 2.2). Tokens come from the connector: they are un-padded and scaled down in the language model's space.
/// </summary>
public static class TokenMerge
{
    private const int PoolSide = 2;

    /// <summary>Joins the tokens of a picture.</summary>
    /// <param name="tokens">The connector's tokens, [tiles, tokens of a tile, W].</param>
    /// <param name="size">The picture's size in pixels.</param>
    /// <param name="grid">The grid that the tiles lie on; none for a picture of one tile.</param>
    /// <param name="spec">The model.</param>
    /// <param name="newline">The newline vector, [W]; none where the model has none.</param>
    /// <returns>[T, W], T as <see cref="TileLayout"/> counts them; in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The tiles are not as many as the grid has.</exception>
    public static Tensor Picture(Tensor tokens, PictureSize size, TileGrid? grid, MultimodalSpec spec, Tensor? newline)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(spec);
        using DisposeScope scope = NewDisposeScope();
        Tensor joined = grid is { } tiles ? OfTiles(tokens, size, tiles, spec, newline) : WithEnd(tokens.flatten(0, 1), newline);
        return joined.MoveToOuterDisposeScope();
    }

    private static Tensor OfTiles(Tensor tokens, PictureSize size, TileGrid grid, MultimodalSpec spec, Tensor? newline)
    {
        ImagePolicySpec policy = spec.Images;
        int leading = policy.Thumbnail ? 1 : 0, count = grid.Rows * grid.Columns;
        if (tokens.shape[0] != leading + count)
        {
            throw new ArgumentException(
                $"{tokens.shape[0]} tiles are no grid of {grid.Columns} x {grid.Rows}{(leading > 0 ? " with a thumbnail" : "")}.", nameof(tokens));
        }

        if (policy.Merge == TileMerge.Flat)
        {
            return tokens.flatten(0, 1);
        }

        Tensor laid = Laid(tokens.narrow(0, leading, count), grid, spec.Grid);          // [rows, columns, W]
        Tensor read = policy.Merge switch
        {
            TileMerge.SpatialUnpad => EndRows(Fitted(laid, size, spec), newline!),
            TileMerge.SpatialMaxPool => ToLast(functional.max_pool2d(ToFirst(laid), PoolSide)).flatten(0, 1),
            _ => laid.flatten(0, 1),
        };
        return leading > 0 ? cat([tokens[0], read]) : read;
    }

    // From tile row, tile column, patch row, patch column to tile row, patch row, tile column, patch column.
    private static Tensor Laid(Tensor tokens, TileGrid grid, int side) => tokens
        .reshape(grid.Rows, grid.Columns, side, side, -1)
        .permute(0, 2, 1, 3, 4)
        .reshape(grid.Rows * side, grid.Columns * side, tokens.shape[2]);

    private static Tensor Fitted(Tensor laid, PictureSize size, MultimodalSpec spec)
    {
        TokenWindow window = TileLayout.Unpad(size, (int)laid.shape[0], (int)laid.shape[1], spec.Images.Rule);
        Tensor kept = laid.narrow(0, window.Row, window.Rows).narrow(1, window.Column, window.Columns);
        (int rows, int columns) = TileLayout.Cap(window.Rows, window.Columns, spec.Grid, spec.Images.MaxTiles);
        return (rows, columns) == (window.Rows, window.Columns) ? kept : ToLast(Scaled(ToFirst(kept), rows, columns));
    }

    /// <summary>Scales grids of tokens bilinearly: half-pixel centres, no antialiasing.</summary>
    /// <param name="grids">[N, W, rows, columns].</param>
    /// <param name="rows">The new rows.</param>
    /// <param name="columns">The new columns.</param>
    internal static Tensor Scaled(Tensor grids, int rows, int columns) =>
        functional.interpolate(grids, size: [rows, columns], mode: InterpolationMode.Bilinear, align_corners: false);

    // A newline after each row: [rows, columns, W] to [rows (columns + 1), W].
    private static Tensor EndRows(Tensor rows, Tensor newline) =>
        cat([rows, newline.expand(rows.shape[0], 1, newline.shape[0])], 1).flatten(0, 1);

    /// <summary>Tokens with a newline at their end, where there is one.</summary>
    internal static Tensor WithEnd(Tensor tokens, Tensor? newline) => newline is null ? tokens : cat([tokens, newline.unsqueeze(0)]);

    private static Tensor ToFirst(Tensor grid) => grid.permute(2, 0, 1).unsqueeze(0);

    private static Tensor ToLast(Tensor grid) => grid.squeeze(0).permute(1, 2, 0);
}
