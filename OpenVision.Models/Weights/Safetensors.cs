using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>Reads and writes safetensors files.</summary>
public static class Safetensors
{
    /// <summary>Reads every tensor of a file, checking header and bounds before any allocation.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name, on the processor, owned by the caller.</returns>
    /// <exception cref="OpenVisionException">The file is missing or breaks a rule of the format; the message names it.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.ReadAll();
    }

    /// <summary>Reads names, number formats and shapes, but no tensor.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing or breaks a rule of the format; the message names it.</exception>
    public static SafetensorsHeader ReadHeader(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Header;
    }

    /// <summary>
    /// Writes a file atomically: beside its place, flushed to disk, then renamed over it. The same tensors and metadata
    /// give the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">The file's <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A tensor has a number format that is not written.</exception>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata ?? new Dictionary<string, string>()));
}
