namespace OpenVision.Multimodal;

/// <summary>How much a picture or a video from outside may ask for, compared with what it declares before anything is allocated.</summary>
public sealed record PictureLimits
{
    /// <summary>The limits that hold where nothing else is said.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>The most pixels of a picture, and of the square that it is padded to. Default 100 million.</summary>
    public long Pixels { get; init; } = 100_000_000;

    /// <summary>The most tiles of a picture, and frames of a video. Default 1,024.</summary>
    public int Tiles { get; init; } = 1024;

    /// <summary>The most bytes of a picture's file. Default 64 MiB.</summary>
    public int FileBytes { get; init; } = 64 << 20;

    /// <summary>How long a video may take to read. Default two minutes.</summary>
    public TimeSpan VideoTime { get; init; } = TimeSpan.FromMinutes(2);
}
