using OpenVision.Data;

namespace OpenVision.Evaluation;

/// <summary>Reads files of class names and prompt templates, one a line.</summary>
internal static class NameList
{
    private const int MostBytes = 16 << 20;

    /// <summary>The names of classes; the line's number, from 0, is the class's.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing, empty, not UTF-8, or has an empty line between names.</exception>
    public static IReadOnlyList<string> Classes(string path) => Lines(path, "class names");

    /// <summary>Prompt templates.</summary>
    /// <param name="path">The file; empty stands for no templates.</param>
    /// <exception cref="OpenVisionException">As for <see cref="Classes"/>, or a template has no place for the class.</exception>
    public static IReadOnlyList<string> Templates(string path)
    {
        if (path.Length == 0)
        {
            return [];
        }

        List<string> templates = Lines(path, "prompt templates");
        for (int i = 0; i < templates.Count; i++)
        {
            if (!templates[i].Contains(ClassEmbeddings.Slot, StringComparison.Ordinal))
            {
                throw new OpenVisionException($"Line {i + 1} of '{path}' has no {ClassEmbeddings.Slot}, which stands for the class's name: '{templates[i]}'.");
            }
        }

        return templates;
    }

    private static List<string> Lines(string path, string what)
    {
        List<string> lines = [.. Text(path, what).ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())];
        int empty = lines.IndexOf("");
        return lines is [""] ? throw new OpenVisionException($"'{path}' holds no {what}; it needs one a line.")
            : empty >= 0 ? throw new OpenVisionException($"Line {empty + 1} of '{path}' is empty, and a line's place counts. Remove it or name it.")
            : lines;
    }

    private static string Text(string path, string what)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > MostBytes)
            {
                throw new OpenVisionException($"'{path}' has {length} bytes; a file of {what} has at most {MostBytes}.");
            }

            return Utf8Text.Decode(File.ReadAllBytes(path)) ?? throw new OpenVisionException($"'{path}' is not valid UTF-8. Save it as UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The file of {what} '{path}' cannot be read: {error.Message}", error);
        }
    }
}
