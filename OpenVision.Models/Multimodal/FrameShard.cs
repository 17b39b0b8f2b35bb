using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>A tar archive of a video's frames, in the order of their names.</summary>
internal sealed class FrameShard : IFrameSource
{
    private const int MostFrames = 100_000;

    private readonly string path;
    private readonly string[] names;
    private readonly PictureLimits limits;

    private FrameShard(string path, string[] names, PictureLimits limits) => (this.path, this.names, this.limits) = (path, names, limits);

    /// <inheritdoc/>
    public int Count => names.Length;

    /// <inheritdoc/>
    public double FramesPerSecond => FrameFolder.Rate;

    /// <inheritdoc/>
    public bool IsSampled => true;

    /// <summary>Lists an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="limits">How much a frame may ask for.</param>
    /// <exception cref="SampleFault">It holds no pictures, is damaged, or cannot be read.</exception>
    public static FrameShard Open(string path, PictureLimits limits)
    {
        string[] names = Guarded(() => Members(path).Take(MostFrames).Select(found => found.Member.Name).Order(StringComparer.Ordinal).ToArray());
        return names.Length > 0 ? new(path, names, limits) : throw new SampleFault(SkipReason.NoImage, $"The shard holds no pictures ({string.Join(", ", ImageHeader.Extensions)}).");
    }

    /// <inheritdoc/>
    public IEnumerable<RgbImage> Read(IReadOnlyList<int> frames)
    {
        HashSet<string> wanted = [.. frames.Select(frame => names[frame])];
        Dictionary<string, byte[]> files = Guarded(() => Files(wanted));
        return frames.Select(frame => ImageDecoder.Open(files[names[frame]], limits.Pixels));
    }

    private Dictionary<string, byte[]> Files(HashSet<string> wanted)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach ((TarArchive archive, TarMember member) in Members(path).Where(found => wanted.Contains(found.Member.Name)))
        {
            if (member.Size > limits.FileBytes)
            {
                throw new SampleFault(SkipReason.MemberTooLarge, $"The frame {MemberName.Shown(member.Name)} has {member.Size} bytes; {limits.FileBytes} are allowed.");
            }

            files[member.Name] = archive.Read().ToArray();
            if (files.Count == wanted.Count)
            {
                break;
            }
        }

        return files;
    }

    private static IEnumerable<(TarArchive Archive, TarMember Member)> Members(string path)
    {
        using TarArchive archive = new(path, DataLimits.Default);
        while (archive.Next() is { } member)
        {
            if (member.Kind == TarMemberKind.File && FrameFiles.IsPicture(member.Name))
            {
                yield return (archive, member);
            }
        }
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new SampleFault(SkipReason.DamagedShard, error.Message);
        }
    }
}
