using System.Globalization;
using System.IO.Enumeration;

namespace OpenVision.Data;

/// <summary>Finds the shards that a recipe or a command names.</summary>
public static class ShardList
{
    private static readonly char[] wildcards = ['*', '?'];
    private static readonly char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>
    /// The existing files that a pattern names: brace lists in the order in which they are written
    /// (<see cref="BraceList"/>), then <c>*</c> and <c>?</c> within a folder's or file's name, in ordinal order of names.
    /// As in a shell, these two do not match a name's leading dot.
    /// </summary>
    /// <param name="pattern">A path, such as <c>shards/{00000..00099}.tar</c> or <c>shards/*.tar</c>.</param>
    /// <param name="limits">How many paths are allowed.</param>
    /// <exception cref="OpenVisionException">Nothing matches, a listed file is missing, or the pattern is malformed.</exception>
    public static IReadOnlyList<string> Find(string pattern, DataLimits? limits = null)
    {
        int most = (limits ?? DataLimits.Default).Paths;
        if (string.IsNullOrWhiteSpace(pattern))
        {
            throw new OpenVisionException("No shards are named. Name them with a path such as 'shards/{00000..00099}.tar' or 'shards/*.tar'.");
        }

        IReadOnlyList<string> listed = Listed(pattern, most);
        List<string> found = [], missing = [];
        foreach (string path in listed)
        {
            if (path.IndexOfAny(wildcards) < 0)
            {
                (File.Exists(path) ? found : missing).Add(path);
                continue;
            }

            int before = found.Count;
            found.AddRange(Matches(path).Take(most + 1 - before));
            if (found.Count == before)
            {
                missing.Add(path);
            }
        }

        if (missing.Count > 0)
        {
            throw new OpenVisionException(Missing(pattern, listed.Count, missing));
        }

        return found.Count <= most
            ? found
            : throw new OpenVisionException(Text($"'{pattern}' matches more than {most:N0} files. Split the list."));
    }

    /// <summary>The existing files that several patterns name, one pattern after the other.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="limits">How many paths are allowed.</param>
    /// <exception cref="OpenVisionException">One of them names no file, or a file that is missing.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> patterns, DataLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return [.. patterns.SelectMany(pattern => Find(pattern, limits))];
    }

    private static IReadOnlyList<string> Listed(string pattern, int most)
    {
        try
        {
            return BraceList.Expand(pattern, most);
        }
        catch (FormatException error)
        {
            throw new OpenVisionException(error.Message, error);
        }
    }

    private static string Missing(string pattern, int listed, List<string> missing)
    {
        string first = Path.GetFullPath(missing[0]);
        string folder = Path.GetDirectoryName(first) ?? first;
        string where = Directory.Exists(folder) || folder.IndexOfAny(wildcards) >= 0 ? "" : $" Its folder '{folder}' does not exist.";
        string what = listed == 1
            ? $"No shard matches '{pattern}': there is no '{first}'."
            : Text($"{missing.Count:N0} of the {listed:N0} shards of '{pattern}' are missing, '{first}' first.");
        return $"{what}{where} Make the shards ('data pack' makes them from a folder of images) or name where they are.";
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] names = pattern[root.Length..].Split(separators, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = [root];
        foreach (string name in names[..^1])
        {
            folders = folders.SelectMany(folder => Below(folder, name, Directory.Exists, Directory.EnumerateDirectories));
        }

        return folders.SelectMany(folder => Below(folder, names[^1], File.Exists, Directory.EnumerateFiles));
    }

    private static IEnumerable<string> Below(
        string folder, string name, Func<string, bool> exists, Func<string, string, EnumerationOptions, IEnumerable<string>> list)
    {
        string joined = Path.Combine(folder, name);
        if (name.IndexOfAny(wildcards) < 0)
        {
            return exists(joined) ? [joined] : [];
        }

        string start = folder.Length == 0 ? "." : folder;
        EnumerationOptions all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };
        return !Directory.Exists(start)
            ? []
            : list(start, "*", all)
                .Select(path => Path.GetFileName(path))
                .Where(found => (found[0] != '.' || name[0] == '.')
                    && FileSystemName.MatchesSimpleExpression(name, found, ignoreCase: false))
                .Order(StringComparer.Ordinal)
                .Select(found => Path.Combine(folder, found));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
