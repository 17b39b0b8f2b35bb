namespace OpenVision;

/// <summary>
/// Declares a model that reads pictures and writes text: the partial class becomes the graph that joins an image encoder, a connector
/// and a language model. With <see cref="FromAttribute{TRecipe}"/> it takes over the settings of another such class.
/// </summary>
/// <typeparam name="TVision">The class with <see cref="VisionModelAttribute"/>.</typeparam>
/// <typeparam name="TLanguage">The class with <see cref="LanguageModelAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MultimodalAttribute<TVision, TLanguage> : Attribute
    where TVision : class
    where TLanguage : class
{
    /// <summary>The number of the connector's linear maps, GELU between them: 1 is LLaVA's <c>linear</c>, 2 its <c>mlp2x_gelu</c>. Default 2.</summary>
    public int ConnectorLayers { get; set; } = 2;

    /// <summary>
    /// Which block's output the connector reads, counted from the end: -1 is the last block, -2 the one before, without the final norm.
    /// Default -2.
    /// </summary>
    public int FeatureLayer { get; set; } = -2;

    /// <summary>Whether the class token goes with the patches. Default: no.</summary>
    public bool KeepClassToken { get; set; }

    /// <summary>How a picture is fitted. Default: padded to a square with the mean colour.</summary>
    public ImageAspect Aspect { get; set; }

    /// <summary>
    /// The grids of tiles that a picture may be laid on, columns × rows, such as <c>"1x2"</c>; <c>"1x1..6x6"</c> stands for every grid
    /// between the two, columns outermost. Of equally good grids the earlier is taken. They need <see cref="ImageAspect.AnyRes"/>.
    /// </summary>
    public string[] Grids { get; set; } = [];

    /// <summary>How tiles are joined. Default: one after the other.</summary>
    public TileMerge Merge { get; set; }

    /// <summary>Whether the whole picture, squashed to one tile, comes before its tiles. Default: yes.</summary>
    public bool Thumbnail { get; set; } = true;

    /// <summary>The number of tiles beyond which tokens are scaled down to as many (<c>anyres_max_K</c>). Default 0: never.</summary>
    public int MaxTiles { get; set; }

    /// <summary>Which of two equally good grids is taken, and how un-padding rounds. Default: as LLaVA-NeXT's own code.</summary>
    public TileRule Rule { get; set; }
}
