using System.Globalization;
using System.Text.Json;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>A video file, which an installed ffmpeg decodes in a process of its own.</summary>
internal sealed class VideoFile : IFrameSource
{
    // A playlist would make ffmpeg open other files or the network: only containers that hold their own frames are read.
    private const string Containers = "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,gif";
    private const double MostSeconds = 1e6;
    private const double MostRate = 1000;

    private readonly string path;
    private readonly string decoder;
    private readonly PictureLimits limits;

    private VideoFile(string path, string decoder, int count, double rate, PictureLimits limits)
    {
        (this.path, this.decoder, this.limits) = (path, decoder, limits);
        (Count, FramesPerSecond) = (count, rate);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double FramesPerSecond { get; }

    /// <inheritdoc/>
    public bool IsSampled => false;

    /// <summary>Asks ffprobe for the length of a video.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How long it may take, and how large frames may be.</param>
    /// <param name="search">Where to look for ffmpeg. Default: <c>PATH</c>.</param>
    /// <exception cref="SampleFault">The file is no video.</exception>
    /// <exception cref="OpenVisionException">ffmpeg is not installed.</exception>
    public static VideoFile Open(string path, PictureLimits limits, string? search)
    {
        string probe = FfmpegProcess.Find("ffprobe", search), decoder = FfmpegProcess.Find("ffmpeg", search);
        using FfmpegProcess process = FfmpegProcess.Start(probe,
        [
            "-v", "error", .. Input(path), "-select_streams", "v:0",
            "-show_entries", "stream=width,height,avg_frame_rate,nb_frames,duration:format=duration", "-of", "json",
        ], limits.VideoTime);
        (int count, double rate) = Parse(process.ReadText(), process, limits);
        return new(path, decoder, count, rate, limits);
    }

    /// <inheritdoc/>
    public IEnumerable<RgbImage> Read(IReadOnlyList<int> frames)
    {
        int[] distinct = [.. frames.Distinct()];
        string select = string.Join('+', distinct.Select(frame => string.Create(CultureInfo.InvariantCulture, $"eq(n\\,{frame})")));

        // Renumbered, or ffmpeg would repeat a frame for the time until the next; each comes with its own size before its bytes.
        using FfmpegProcess process = FfmpegProcess.Start(decoder,
        [
            "-nostdin", "-v", "error", .. Input(path), "-map", "0:v:0", "-vf", $"select={select},setpts=N/FRAME_RATE/TB",
            "-frames:v", string.Create(CultureInfo.InvariantCulture, $"{distinct.Length}"), "-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24", "pipe:1",
        ], limits.VideoTime);
        int next = 0, read = 0;
        while (next < frames.Count && PortablePixmap.Read(process.Output, limits.Pixels) is { } image)
        {
            for (int frame = distinct[read++]; next < frames.Count && frames[next] == frame; next++)
            {
                yield return image;
            }
        }

        // A length that the container only estimates may be a few frames too long: what was decoded is kept.
        if (next == 0)
        {
            throw process.Fault("no frame");
        }
    }

    private static string[] Input(string path) =>
        ["-protocol_whitelist", "file", "-format_whitelist", Containers, "-i", "file:" + Path.GetFullPath(path)];

    private static (int Count, double Rate) Parse(string json, FfmpegProcess process, PictureLimits limits)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement stream = document.RootElement.GetProperty("streams")[0];
            string[] rate = Text(stream, "avg_frame_rate").Split('/');
            double perSecond = Number(rate[0]) / (rate.Length > 1 ? Number(rate[1]) : 1);
            double seconds = Number(Text(stream, "duration"));
            if (!(seconds > 0) && document.RootElement.TryGetProperty("format", out JsonElement format))
            {
                seconds = Number(Text(format, "duration"));
            }

            double count = Number(Text(stream, "nb_frames"));
            count = count >= 1 ? count : Math.Round(seconds * perSecond);
            if (!(perSecond is > 0 and <= MostRate) || !(count is >= 1 and <= MostSeconds * MostRate))
            {
                throw process.Fault("a video of known length");
            }

            int width = stream.GetProperty("width").GetInt32(), height = stream.GetProperty("height").GetInt32();
            return ImageHeader.Excess(width, height, limits.Pixels) is { } excess ? throw new SampleFault(excess.Reason, excess.Detail) : ((int)count, perSecond);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw process.Fault("a video stream");
        }
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
