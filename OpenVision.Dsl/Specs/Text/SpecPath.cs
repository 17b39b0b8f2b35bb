namespace OpenVision;

/// <summary>The places of settings: names after dots, <c>[numbers]</c>, and names in quotes where they are no plain words.</summary>
internal static class SpecPath
{
    /// <summary>A name as a step of a path.</summary>
    public static string Key(string name) => name.Length > 0 && name.All(IsWord) ? name : SpecToken.Of(name);

    /// <summary>Whether a place is that of a class's name.</summary>
    public static bool IsClass(string path) => path == "class" || path.EndsWith(".class", StringComparison.Ordinal);

    /// <summary>Splits <c>path = value</c>; none where it is no such line.</summary>
    public static SpecLeaf? Split(string line)
    {
        bool quoted = false;
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (char.IsControl(letter))
            {
                return null;
            }

            if (letter == '\\' && quoted)
            {
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && letter == ' ')
            {
                bool splits = at > 0 && string.CompareOrdinal(line, at, " = ", 0, 3) == 0 && line.Length > at + 3 && !line.Skip(at).Any(char.IsControl);
                return splits ? new SpecLeaf(line.Substring(0, at), line.Substring(at + 3)) : null;
            }
            else if (!quoted && !IsWord(letter) && letter is not ('.' or '[' or ']' or '~'))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsWord(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
