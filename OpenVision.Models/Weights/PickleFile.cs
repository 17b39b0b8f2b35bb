using System.Buffers.Binary;

namespace OpenVision.Weights;

/// <summary>Python pickles, which run code when they are read and are therefore never read.</summary>
internal static class PickleFile
{
    private static readonly string[] Extensions = [".bin", ".pt", ".pth", ".pkl", ".ckpt"];

    /// <summary>Whether a file is called as pickled weights are.</summary>
    /// <param name="path">The file.</param>
    public static bool IsNamedSo(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a file begins as a pickle of protocol 2 to 5 does. A safetensors file may begin with the same two bytes: its
    /// header's length, after which the header itself begins with a brace.
    /// </summary>
    /// <param name="start">The file's first bytes.</param>
    public static bool BeginsSo(ReadOnlySpan<byte> start) =>
        start.Length >= 2 && start[0] == 0x80 && start[1] is >= 2 and <= 5
        && !(start.Length > SafetensorsHeader.LengthBytes
            && start[SafetensorsHeader.LengthBytes] == (byte)'{'
            && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.MaxLength);

    /// <summary>The refusal, which names the file to use instead.</summary>
    /// <param name="path">The file.</param>
    public static OpenVisionException Refusal(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string[] names =
        [
            Path.GetFileNameWithoutExtension(path) + ".safetensors",
            .. WeightFormats.FolderNames,
            "model" + SafetensorsIndex.Suffix,
        ];
        string? sibling = names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        string instead = sibling is null
            ? $"Download {string.Join(" or ", WeightFormats.FolderNames)} of the same model and name it instead."
            : $"Name {sibling} instead.";
        return new OpenVisionException($"{path} is a Python pickle, which can run any code when it is read, so it is not read. {instead}");
    }
}
