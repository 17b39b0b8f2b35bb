namespace OpenVision.Data.Packing;

/// <summary>How two idx files, images and their labels, become shards.</summary>
public sealed record IdxImportOptions
{
    /// <summary>The file of grey images (idx3, unsigned bytes), plain or gzipped.</summary>
    public required string Images { get; init; }

    /// <summary>The file of their labels (idx1, unsigned bytes), plain or gzipped.</summary>
    public required string Labels { get; init; }

    /// <summary>The folder that the shards are written to.</summary>
    public required string Output { get; init; }

    /// <summary>The classes' names, by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What the shards' names begin with. Default <c>train</c>.</summary>
    public string Name { get; init; } = "train";

    /// <summary>The texts that web captions are drawn from; <c>{}</c> stands for the class.</summary>
    public IReadOnlyList<string> WebTemplates { get; init; } = ["{}", "a photo of the {}", "picture of {}"];

    /// <summary>
    /// The texts that synthetic captions are drawn from; <c>{}</c> stands for the class, and what <see cref="ImageFacts"/>
    /// says of the picture may be named as <c>{shade}</c> and <c>{outline}</c>.
    /// </summary>
    public IReadOnlyList<string> SyntheticTemplates { get; init; } =
        ["The picture shows the {}. It is {shade} and {outline}.", "The {outline} object in the middle is the {}. Its shade is {shade}."];

    /// <summary>Sentences about each class, by label; one of them ends each synthetic caption. Default none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Details { get; init; } = [];

    /// <summary>The most samples of a shard. Default 5000.</summary>
    public int SamplesPerShard { get; init; } = 5000;

    /// <summary>The most samples taken, from the first on; 0 takes all. Default 0.</summary>
    public int Most { get; init; }

    /// <summary>The seed of the texts. Default 0.</summary>
    public int Seed { get; init; }
}
