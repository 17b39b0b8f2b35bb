namespace OpenVision.Generators.Emission;

/// <summary>Writes what every transformer has.</summary>
internal static class TowerWriter
{
    /// <summary>The four sizes as a phrase.</summary>
    public static string Sizes(int width, int depth, int heads, int mlpDim) =>
        $"width {width}, depth {depth}, {heads} {(heads == 1 ? "head" : "heads")}, MLP {mlpDim}";

    /// <summary>The constants of the four sizes.</summary>
    public static IEnumerable<Constant> Constants(int width, int depth, int heads, int mlpDim) =>
    [
        new("int", "Width", width, "The size of a token vector."),
        new("int", "Depth", depth, "The number of transformer blocks."),
        new("int", "Heads", heads, "The number of attention heads."),
        new("int", "MlpDim", mlpDim, "The inner width of a block's MLP."),
    ];
}
