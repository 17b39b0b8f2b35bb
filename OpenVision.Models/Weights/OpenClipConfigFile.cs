using System.Text;

namespace OpenVision.Weights;

/// <summary>The <c>open_clip_config.json</c> that lies beside published weights.</summary>
public static class OpenClipConfigFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "open_clip_config.json";

    // Published ones have about a thousand.
    private const long MostBytes = 1 << 20;

    /// <summary>The configuration beside weights; none where there is none.</summary>
    /// <param name="weights">A weights file, or the folder that it lies in.</param>
    public static string? Beside(string weights)
    {
        string folder = Directory.Exists(weights) ? weights : Path.GetDirectoryName(Path.GetFullPath(weights)) ?? "";
        string path = Path.Combine(folder, Name);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Checks that a configuration is a model's.</summary>
    /// <param name="path">The configuration.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="OpenVisionException">The file cannot be read, or it differs; the message lists field, expected and found.</exception>
    public static void Verify(string path, ModelSpec model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] differences = [.. OpenClipCheck.Differences(model, Read(path))];
        if (differences.Length > 0)
        {
            throw new OpenVisionException($"{path} is not that of {model.Name}: {string.Join("; ", differences)}. Declare the model as the configuration says, or name weights of this model.");
        }
    }

    /// <summary>How the configuration beside weights prepares images; as declared where there is none.</summary>
    /// <param name="weights">A weights file, or the folder that it lies in.</param>
    /// <param name="declared">How the encoder declares it.</param>
    /// <exception cref="OpenVisionException">The configuration cannot be read, or has a value that is not known.</exception>
    public static PreprocessSpec Preprocess(string weights, PreprocessSpec declared)
    {
        if (Beside(weights) is not { } path)
        {
            return declared;
        }

        try
        {
            return OpenClipPreprocess.Of(declared, Read(path));
        }
        catch (FormatException e)
        {
            throw new OpenVisionException($"{path}: {e.Message}. Correct the configuration, or remove it and declare the encoder as it says.", e);
        }
    }

    /// <summary>Writes the configuration beside weights, atomically.</summary>
    /// <param name="weights">The weights file.</param>
    /// <param name="model">The model, of both towers.</param>
    /// <param name="preprocess">How its images are prepared.</param>
    /// <exception cref="OpenVisionException">It cannot be written.</exception>
    public static void WriteBeside(string weights, ModelSpec model, PreprocessSpec preprocess)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(weights)) ?? "";
        AtomicFile.Write(Path.Combine(folder, Name), stream => stream.Write(Encoding.UTF8.GetBytes(OpenClipConfigWriter.Write(model, preprocess))));
    }

    /// <summary>The values of a configuration by path.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">It cannot be read, or is no JSON.</exception>
    public static IReadOnlyDictionary<string, object?> Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= MostBytes
                ? JsonLeaves.Read(File.ReadAllText(path))
                : throw new OpenVisionException($"{path} has {length:N0} bytes; a configuration has at most {MostBytes:N0}. Name an open_clip_config.json.");
        }
        catch (FormatException e)
        {
            throw new OpenVisionException($"{path} is no JSON: {e.Message}. Fetch or write it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
