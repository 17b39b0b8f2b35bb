namespace OpenVision.Data.Packing;

/// <summary>How a folder of captioned images becomes shards.</summary>
public sealed record PackOptions
{
    /// <summary>The folder of the images; folders within it are searched too.</summary>
    public required string Images { get; init; }

    /// <summary>The folder that the shards are written to.</summary>
    public required string Output { get; init; }

    /// <summary>
    /// A table of captions: <c>.csv</c> or <c>.tsv</c> with a header line, or <c>.jsonl</c> with an object a line. Default
    /// none: each image's captions lie beside it, in files of its name that end in <see cref="WebCaption"/> and
    /// <see cref="SyntheticCaption"/>.
    /// </summary>
    public string? Captions { get; init; }

    /// <summary>The table's column or key of the image's path, relative to <see cref="Images"/>. Default <c>file</c>.</summary>
    public string FileField { get; init; } = "file";

    /// <summary>The table's column or key of the web caption. Default <c>caption</c>.</summary>
    public string WebField { get; init; } = "caption";

    /// <summary>The table's column or key of the synthetic caption, which may be absent. Default
    /// <c>synthetic_caption</c>.</summary>
    public string SyntheticField { get; init; } = "synthetic_caption";

    /// <summary>The extension of the web caption, beside an image and in a shard. Default <c>txt</c>.</summary>
    public string WebCaption { get; init; } = "txt";

    /// <summary>The extension of the synthetic caption, beside an image and in a shard. Default <c>llava_caption</c>.</summary>
    public string SyntheticCaption { get; init; } = "llava_caption";

    /// <summary>What the shards' names begin with. Default nothing: <c>00000.tar</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The most samples of a shard. Default 1000.</summary>
    public int SamplesPerShard { get; init; } = 1000;

    /// <summary>How large images may be.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;
}
