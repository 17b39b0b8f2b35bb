namespace OpenVision;

/// <summary>A model that reads pictures and writes text: an image encoder's tokens go through a connector into a language model's embeddings.</summary>
public sealed record MultimodalSpec
{
    /// <summary>The class that declares the model.</summary>
    public required string Name { get; init; }

    /// <summary>The image encoder.</summary>
    public required VisionSpec Vision { get; init; }

    /// <summary>The language model.</summary>
    public required LanguageSpec Language { get; init; }

    /// <summary>
    /// The number of the connector's linear maps, GELU between them: 1 is LLaVA's <c>linear</c>, 2 its <c>mlp2x_gelu</c>. Default 2.
    /// </summary>
    public int ConnectorLayers { get; init; } = 2;

    /// <summary>
    /// Which block's output the connector reads, counted from the end: -1 is the last block, -2 the one before, without the final norm
    /// (multimodal.md, section 1.2). Default -2.
    /// </summary>
    public int FeatureLayer { get; init; } = -2;

    /// <summary>Whether the class token goes with the patches. Default: no.</summary>
    public bool KeepClassToken { get; init; }

    /// <summary>How a picture becomes tiles and tokens. Default: padded to a square.</summary>
    public ImagePolicySpec Images { get; init; } = new();

    /// <summary>How a video becomes frames and tokens; none where the model reads none.</summary>
    public VideoPolicySpec? Video { get; init; }

    /// <summary>The side of a tile in patches.</summary>
    public int Grid => Vision.Resolution / Vision.Patch;

    /// <summary>The number of tokens of one tile, newlines aside.</summary>
    public int TileTokens => (Grid * Grid) + (KeepClassToken ? 1 : 0);

    /// <summary>Whether the model has a newline vector, which ends rows of a picture of tiles.</summary>
    public bool HasNewline => Images.Merge == TileMerge.SpatialUnpad;
}

/// <summary>How a picture becomes tiles, and tiles become tokens (multimodal.md, sections 2.1 and 2.2).</summary>
public sealed record ImagePolicySpec
{
    /// <summary>How a picture is fitted. Default: padded to a square with the mean colour.</summary>
    public ImageAspect Aspect { get; init; } = ImageAspect.Pad;

    /// <summary>The grids of tiles that a picture may be laid on; empty where <see cref="Aspect"/> is not any-resolution.</summary>
    public EquatableArray<TileGrid> Grids { get; init; }

    /// <summary>How tiles are joined. Default: one after the other.</summary>
    public TileMerge Merge { get; init; }

    /// <summary>Whether the whole picture, squashed to one tile, comes before its tiles. Default: yes.</summary>
    public bool Thumbnail { get; init; } = true;

    /// <summary>The number of tiles beyond which tokens are scaled down to as many (<c>anyres_max_K</c>); 0 for never. Default 0.</summary>
    public int MaxTiles { get; init; }

    /// <summary>Which of two equally good grids is taken, and how un-padding rounds. Default: as LLaVA-NeXT's own code.</summary>
    public TileRule Rule { get; init; }
}

/// <summary>A grid of tiles.</summary>
/// <param name="Columns">Tiles from left to right.</param>
/// <param name="Rows">Tiles from top to bottom.</param>
public readonly record struct TileGrid(int Columns, int Rows)
{
    /// <summary>The number of its tiles.</summary>
    public int Tiles => Columns * Rows;

    /// <summary>The grid as it is written: <c>2x1</c>, columns × rows.</summary>
    public override string ToString() => FormattableString.Invariant($"{Columns}x{Rows}");
}

/// <summary>How a video becomes frames and tokens (multimodal.md, section 2.4).</summary>
public sealed record VideoPolicySpec
{
    /// <summary>The most frames. Default 32.</summary>
    public int Frames { get; init; } = 32;

    /// <summary>The frames of a second of video that are looked at before the limit. Default 1.</summary>
    public double FramesPerSecond { get; init; } = 1;

    /// <summary>Whether a shorter video is sampled to <see cref="Frames"/> frames, too. Default: no.</summary>
    public bool AlwaysSample { get; init; }

    /// <summary>How a frame's tokens are pooled. Default: bilinear.</summary>
    public TokenPooling Pooling { get; init; }

    /// <summary>The factor by which a frame's grid shrinks on each side; 1 keeps it. Default 2.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>Where newlines stand. Default: one after the whole video.</summary>
    public NewlinePlace Newline { get; init; }

    /// <summary>Whether the question is preceded by a sentence on the video's length and the frames' times. Default: no.</summary>
    public bool TimeSentence { get; init; }
}
