namespace OpenVision.Data;

/// <summary>A member's name, split as webdataset does.</summary>
/// <param name="Key">What the members of a sample share: folder and file name up to the first dot of the file name.</param>
/// <param name="Extension">What follows that dot, in lower case.</param>
internal readonly record struct MemberName(string Key, string Extension)
{
    private const int MaxShown = 200;

    /// <summary>Splits a name.</summary>
    /// <param name="name">A name that is safe.</param>
    /// <returns>Key and extension, or null for a file that belongs to no sample: its name has no dot, or starts or ends with
    /// one.</returns>
    public static MemberName? Parse(string name)
    {
        string path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        int file = path.LastIndexOf('/') + 1;
        int dot = path.IndexOf('.', file);
        return dot <= file || dot == path.Length - 1 ? null : new(path[..dot], path[(dot + 1)..].ToLowerInvariant());
    }

    /// <summary>
    /// Whether a name stays inside the archive and can be shown: relative on every system, no <c>..</c> among its folders,
    /// no control characters, which could drive a terminal.
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool IsSafe(string name) =>
        name.Length > 0
        && name[0] is not ('/' or '\\')
        && !(name.Length > 1 && name[1] == ':')
        && !name.Any(char.IsControl)
        && !name.Split('/', '\\').Contains("..");

    /// <summary>A name as it may stand in a message: short, and without control characters.</summary>
    /// <param name="name">Any name.</param>
    public static string Shown(string name)
    {
        string shown = string.Concat(name.Take(MaxShown).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return name.Length > MaxShown ? $"{shown}…" : shown;
    }
}
