namespace OpenVision;

/// <summary>How a <see cref="MultimodalAttribute{TVision, TLanguage}"/> reads videos; a model without it reads none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VideoAttribute : Attribute
{
    /// <summary>The most frames. Default 32.</summary>
    public int Frames { get; set; } = 32;

    /// <summary>The frames of a second of video that are looked at before the limit. Default 1.</summary>
    public double FramesPerSecond { get; set; } = 1;

    /// <summary>Whether a shorter video is sampled to <see cref="Frames"/> frames, too. Default: no.</summary>
    public bool AlwaysSample { get; set; }

    /// <summary>How a frame's tokens are pooled. Default: bilinear.</summary>
    public TokenPooling Pooling { get; set; }

    /// <summary>The factor by which a frame's grid shrinks on each side; 1 keeps it. Default 2.</summary>
    public int Stride { get; set; } = 2;

    /// <summary>Where newlines stand. Default: one after the whole video.</summary>
    public NewlinePlace Newline { get; set; }

    /// <summary>Whether the question is preceded by a sentence on the video's length and the frames' times. Default: no.</summary>
    public bool TimeSentence { get; set; }
}
