using System.Globalization;
using OpenVision.Cli;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>Reads videos: a folder or a shard of frames, or a video file, whose frames an installed ffmpeg decodes.</summary>
internal static class VideoPreparation
{
    /// <summary>Reads and prepares the frames that a policy chooses.</summary>
    /// <param name="path">A folder of pictures, a <c>.tar</c> of them, or a video file.</param>
    /// <param name="policy">Which frames.</param>
    /// <param name="preprocess">How the encoder prepares one.</param>
    /// <param name="limits">How much the video may ask for. Default: <see cref="PictureLimits.Default"/>.</param>
    /// <param name="search">The folders to look for ffmpeg in, as <c>PATH</c> lists them. Default: <c>PATH</c>.</param>
    /// <exception cref="SampleFault">The video is damaged, or asks for too much.</exception>
    /// <exception cref="OpenVisionException">There is no such video, or ffmpeg is not installed.</exception>
    public static PreparedVideo Read(string path, VideoPolicySpec policy, PreprocessSpec preprocess, PictureLimits? limits = null, string? search = null)
    {
        IFrameSource source = Open(path, limits ?? PictureLimits.Default, search);
        IReadOnlyList<int> chosen = source.IsSampled ? FrameSelection.OfFrames(source.Count, policy) : FrameSelection.OfVideo(source.Count, source.FramesPerSecond, policy);
        int most = (limits ?? PictureLimits.Default).Tiles;
        if (chosen.Count > most)
        {
            throw new SampleFault(SkipReason.ImageTooLarge, string.Create(CultureInfo.InvariantCulture, $"{chosen.Count:N0} frames of the video would be looked at; {most:N0} are allowed."));
        }

        PictureTiles tiles = PicturePreparation.Frames(source.Read(chosen), chosen.Count, preprocess);
        return new(tiles, source.Count / source.FramesPerSecond, [.. chosen.Take(tiles.Count).Select(frame => frame / source.FramesPerSecond)]);
    }

    private static IFrameSource Open(string path, PictureLimits limits, string? search) =>
        Directory.Exists(path) ? FrameFolder.Open(path, limits)
        : !File.Exists(path) ? throw new OpenVisionException($"There is no '{path}'. Name a folder of frames, a shard of frames, or a video file.")
        : PictureInput.IsShards(path) ? FrameShard.Open(path, limits)
        : VideoFile.Open(path, limits, search);
}

/// <summary>Frames that can be read.</summary>
internal interface IFrameSource
{
    /// <summary>The number of frames, at least 1.</summary>
    int Count { get; }

    /// <summary>How many a second shows.</summary>
    double FramesPerSecond { get; }

    /// <summary>Whether the frames have been chosen from a video's already.</summary>
    bool IsSampled { get; }

    /// <summary>Reads frames.</summary>
    /// <param name="frames">Which, counted from 0, in ascending order; one may be there several times.</param>
    IEnumerable<RgbImage> Read(IReadOnlyList<int> frames);
}
