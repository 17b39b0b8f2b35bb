using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>A folder of a video's frames, in the order of their names.</summary>
internal sealed class FrameFolder : IFrameSource
{
    /// <summary>How many frames a second of video has in published folders of them.</summary>
    public const double Rate = 2;

    private const int MostFiles = 100_000;

    private readonly string[] files;
    private readonly PictureLimits limits;

    private FrameFolder(string[] files, PictureLimits limits) => (this.files, this.limits) = (files, limits);

    /// <inheritdoc/>
    public int Count => files.Length;

    /// <inheritdoc/>
    public double FramesPerSecond => Rate;

    /// <inheritdoc/>
    public bool IsSampled => true;

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">How much a frame may ask for.</param>
    /// <exception cref="SampleFault">It holds no pictures, or cannot be read.</exception>
    public static FrameFolder Open(string folder, PictureLimits limits)
    {
        try
        {
            string[] files = [.. Directory.EnumerateFiles(folder).Take(MostFiles).Where(FrameFiles.IsPicture).Order(StringComparer.Ordinal)];
            return files.Length > 0 ? new(files, limits) : throw new SampleFault(SkipReason.NoImage, $"The folder holds no pictures ({string.Join(", ", ImageHeader.Extensions)}).");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SampleFault(SkipReason.NoImage, error.Message);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RgbImage> Read(IReadOnlyList<int> frames) => frames.Select(frame => PictureFile.Read(files[frame], limits));
}

/// <summary>Which files are frames.</summary>
internal static class FrameFiles
{
    /// <summary>Whether a name is a picture's.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPicture(string name) => ImageHeader.Extensions.Contains(Path.GetExtension(name).TrimStart('.').ToLowerInvariant());
}
