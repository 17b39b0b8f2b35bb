namespace OpenVision.Generators.Emission;

/// <summary>Writes how pictures become tiles.</summary>
internal static class ImagePolicyWriter
{
    /// <summary>The property <c>Images</c> of a model or a stage.</summary>
    public static void Write(SourceWriter writer, ImagePolicySpec images, RuntimeNames names) => writer.Block("Images = new()", body =>
    {
        body.Line($"Aspect = {names["ImageAspect"]}.{images.Aspect},");
        if (images.Grids.Count > 0)
        {
            body.Line($"Grids = new([{string.Join(", ", images.Grids.Select(static grid => $"new({Literals.Code(grid.Columns)}, {Literals.Code(grid.Rows)})"))}]),");
        }

        body.Line($"Merge = {names["TileMerge"]}.{images.Merge},")
            .Line($"Thumbnail = {Literals.Code(images.Thumbnail)},")
            .Line($"MaxTiles = {Literals.Code(images.MaxTiles)},")
            .Line($"Rule = {names["TileRule"]}.{images.Rule},");
    }, ",");
}
