namespace OpenVision.Weights;

/// <summary>Finds the weights in a folder and tells a file's format by its first bytes.</summary>
internal static class WeightFormats
{
    private const int StartLength = 16;

    /// <summary>What a whole model's file is called in a folder: the names of the hub's libraries.</summary>
    public static IReadOnlyList<string> FolderNames { get; } = ["model.safetensors", "open_clip_model.safetensors"];

    /// <summary>Opens weights whatever their format.</summary>
    /// <param name="path">A file, or a folder with exactly one set of weights.</param>
    /// <exception cref="OpenVisionException">There is none, or it is refused.</exception>
    public static WeightSource Open(string path)
    {
        string file = Directory.Exists(path) ? InFolder(path) : path;
        if (PickleFile.IsNamedSo(file))
        {
            throw PickleFile.Refusal(file);
        }

        ReadOnlySpan<byte> start = Start(file);
        if (PickleFile.BeginsSo(start))
        {
            throw PickleFile.Refusal(file);
        }

        if (NpzFile.BeginsSo(start))
        {
            return NpzFile.Open(file);
        }

        return Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase) ? ShardedSafetensors.Open(file) : SafetensorsFile.Open(file);
    }

    private static byte[] Start(string path)
    {
        using WeightFile file = WeightFile.Open(path);
        byte[] start = new byte[Math.Min(StartLength, file.Length)];
        file.ReadAt(start, 0);
        return start;
    }

    private static string InFolder(string folder)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"Folder {folder} cannot be read: {e.Message}", e);
        }

        string[] found =
        [
            .. files.Where(file => FolderNames.Contains(Path.GetFileName(file)) || file.EndsWith(SafetensorsIndex.Suffix, StringComparison.Ordinal)),
        ];
        return found switch
        {
            [string one] => one,
            [] => throw (files.FirstOrDefault(PickleFile.IsNamedSo) is { } pickle
                ? PickleFile.Refusal(pickle)
                : new OpenVisionException($"Folder {folder} holds none of {string.Join(", ", FolderNames)} and *{SafetensorsIndex.Suffix}; name a file of weights.")),
            _ => throw new OpenVisionException($"Folder {folder} holds several sets of weights: {string.Join(", ", found.Select(Path.GetFileName))}; name one of these files."),
        };
    }
}
