namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Paths of shards and vocabularies as far as they can be compared without a disk.</summary>
internal static class Paths
{
    private static readonly char[] Open = ['{', '*', '?'];

    /// <summary>A path with one kind of separator, and without <c>./</c> in front or a separator at its end.</summary>
    /// <param name="path">The path.</param>
    public static string Plain(string path)
    {
        string plain = path.Replace('\\', '/');
        while (plain.StartsWith("./", StringComparison.Ordinal))
        {
            plain = plain.Substring(2).TrimStart('/');
        }

        return plain.Length > 1 ? plain.TrimEnd('/') : plain;
    }

    /// <summary>Whether a pattern may name files below a folder; yes where it cannot be told.</summary>
    /// <param name="pattern">A path with brace lists and wildcards.</param>
    /// <param name="folder">The folder.</param>
    public static bool MayLieIn(string pattern, string folder)
    {
        string below = Plain(folder) + "/", plain = Plain(pattern);
        int open = plain.IndexOfAny(Open);
        string sure = open < 0 ? plain : plain.Substring(0, open);
        return below is "/" or "./" || IsOdd(below) || IsOdd(plain) || IsRooted(below) != IsRooted(plain)
            || sure.StartsWith(below, StringComparison.Ordinal)
            || (open >= 0 && below.StartsWith(sure, StringComparison.Ordinal));
    }

    /// <summary>The folder of a pattern's files, up to its first list or wildcard; empty where it names none.</summary>
    /// <param name="pattern">A path with brace lists and wildcards.</param>
    public static string Folder(string pattern)
    {
        int open = pattern.IndexOfAny(Open);
        string sure = open < 0 ? pattern : pattern.Substring(0, open);
        return sure.Substring(0, Math.Max(0, sure.LastIndexOfAny(['/', '\\'])));
    }

    private static bool IsRooted(string plain) => plain[0] == '/' || (plain.Length > 1 && plain[1] == ':');

    private static bool IsOdd(string plain) => plain.Length == 0 || plain.Split('/').Contains("..") || plain[0] == '~';
}
