using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Cli;

/// <summary>What <c>--input</c> names: an image, a folder of images, or shards.</summary>
internal static class PictureInput
{
    /// <summary>Whether a path names shards.</summary>
    /// <param name="path">The path.</param>
    public static bool IsShards(string path) =>
        path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The samples of shards, or a sample for each image.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Reads them, telling a ledger of what it passes over.</returns>
    /// <exception cref="OpenVisionException">There is no such file, or no image in the folder.</exception>
    public static Func<SkipLedger, IEnumerable<Sample>> Open(string path)
    {
        if (IsShards(path))
        {
            return Evaluation.HeldOut.InShards(path);
        }

        string[] files = Directory.Exists(path) ? Images(path)
            : File.Exists(path) ? [path]
            : throw new OpenVisionException($"There is no '{path}'. Name an image, a folder of images, or a shard.");
        return files.Length > 0
            ? ledger => Read(files, ledger)
            : throw new OpenVisionException($"'{path}' holds no images ({string.Join(", ", ImageHeader.Extensions)}).");
    }

    private static string[] Images(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => ImageHeader.Extensions.Contains(Extension(file)))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<Sample> Read(string[] files, SkipLedger ledger)
    {
        foreach (string file in files)
        {
            Skip? skip = null;
            byte[] bytes = [];
            try
            {
                long length = new FileInfo(file).Length;
                if (length <= DataLimits.Default.MemberBytes)
                {
                    bytes = File.ReadAllBytes(file);
                }
                else
                {
                    skip = new(SkipReason.MemberTooLarge, file, Path.GetFileName(file), $"The file has {length} bytes; {DataLimits.Default.MemberBytes} are allowed.");
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                skip = new(SkipReason.DamagedImage, file, Path.GetFileName(file), error.Message);
            }

            if (skip is not null)
            {
                ledger.Add(skip);
                continue;
            }

            yield return new Sample(file, Path.GetFileName(file), new Dictionary<string, ReadOnlyMemory<byte>> { [Extension(file)] = bytes });
        }
    }

    private static string Extension(string file) => Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
}
