using System.Globalization;

namespace OpenVision.Multimodal;

/// <summary>A video's chosen frames, prepared.</summary>
/// <param name="Tiles">The frames.</param>
/// <param name="Seconds">How long the video lasts.</param>
/// <param name="Times">When each frame is shown, in seconds.</param>
public sealed record PreparedVideo(PictureTiles Tiles, double Seconds, IReadOnlyList<double> Times) : IDisposable
{
    /// <summary>The sentence that tells a language model of the frames' times, as LLaVA-Video's; no space follows its first part there, either.</summary>
    public string TimeSentence => string.Create(CultureInfo.InvariantCulture,
        $"The video lasts for {Seconds:F2} seconds, and {Times.Count} frames are uniformly sampled from it. These frames are located at {Located()}.Please answer the following questions related to this video.");

    /// <inheritdoc/>
    public void Dispose() => Tiles.Dispose();

    private string Located() => string.Join(',', Times.Select(static time => string.Create(CultureInfo.InvariantCulture, $"{time:F2}s")));
}
