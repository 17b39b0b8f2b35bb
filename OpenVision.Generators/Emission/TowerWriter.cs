namespace OpenVision.Generators.Emission;

/// <summary>Writes what every transformer has.</summary>
internal static class TowerWriter
{
    /// <summary>The four sizes as a phrase.</summary>
    public static string Sizes(int width, int depth, int heads, int mlpDim) =>
        $"width {width}, depth {depth}, {heads} {(heads == 1 ? "head" : "heads")}, MLP {mlpDim}";

    /// <summary>Writes the constants of the four sizes.</summary>
    public static void Constants(SourceWriter writer, int width, int depth, int heads, int mlpDim)
    {
        writer.Constant("int", "Width", width, "The size of a token vector.");
        writer.Constant("int", "Depth", depth, "The number of transformer blocks.");
        writer.Constant("int", "Heads", heads, "The number of attention heads.");
        writer.Constant("int", "MlpDim", mlpDim, "The inner width of a block's MLP.");
    }
}
