using System.IO.Enumeration;
using OpenVision.Data.Images;

namespace OpenVision.Data.Packing;

/// <summary>Finds a folder's images and the captions that lie beside them.</summary>
internal static class CaptionSidecars
{
    /// <summary>A row for each image, in ordinal order of paths. Links to folders are not followed: they may lead in
    /// circles.</summary>
    /// <param name="options">The folder and the captions' extensions.</param>
    /// <exception cref="OpenVisionException">A caption cannot be read.</exception>
    public static IEnumerable<CaptionRow> Read(PackOptions options)
    {
        string[] images = [.. Images(options.Images).Order(StringComparer.Ordinal)];
        for (int i = 0; i < images.Length; i++)
        {
            string path = Path.Combine(options.Images, images[i]);
            yield return new(
                images[i],
                images[i],
                Beside(path, options.WebCaption, options),
                Beside(path, options.SyntheticCaption, options),
                (i + 1.0) / images.Length);
        }
    }

    private static FileSystemEnumerable<string> Images(string folder)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new(root, (ref FileSystemEntry entry) => Path.GetRelativePath(root, entry.ToFullPath()), all)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && ImageHeader.Extensions.Contains(
                    Path.GetExtension(entry.FileName).TrimStart('.').ToString().ToLowerInvariant()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
    }

    private static byte[]? Beside(string image, string extension, PackOptions options)
    {
        FileInfo caption = new(Path.ChangeExtension(image, extension));
        try
        {
            return caption.Exists && caption.Length <= options.Limits.MemberBytes ? File.ReadAllBytes(caption.FullName) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The caption '{caption.FullName}' cannot be read: {error.Message} Mend its "
                + "permissions, or move it away.", error);
        }
    }
}
