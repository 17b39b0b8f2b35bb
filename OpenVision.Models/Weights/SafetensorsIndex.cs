using System.Text.Json;
using OpenVision.Data;

namespace OpenVision.Weights;

/// <summary>The checked index of a sharded set of safetensors files: which file holds which tensor.</summary>
/// <param name="Files">The file names by tensor name; every one is of a file beside the index.</param>
/// <param name="TotalSize">The number of all tensors' bytes, where the index says it.</param>
internal sealed record SafetensorsIndex(IReadOnlyDictionary<string, string> Files, long? TotalSize)
{
    /// <summary>What the name of an index ends in.</summary>
    public const string Suffix = ".safetensors.index.json";

    /// <summary>The most bytes an index may have, which bounds what a hostile one makes a reader allocate.</summary>
    public const long MaxLength = 16 << 20;

    private const string Map = "weight_map";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads an index and checks every rule that concerns it alone.</summary>
    /// <param name="path">The index.</param>
    /// <exception cref="OpenVisionException">It is missing or breaks a rule; the message names it.</exception>
    public static SafetensorsIndex Read(string path)
    {
        using WeightFile file = WeightFile.Open(path);
        if (file.Length > MaxLength)
        {
            throw Broken(path, $"it has {file.Length:N0} bytes; at most {MaxLength:N0} are read");
        }

        byte[] json = new byte[file.Length];
        file.ReadAt(json, 0);
        return Parse(path, json);
    }

    /// <summary>Parses an index and checks every rule that concerns it alone.</summary>
    /// <param name="file">The index's name, for messages.</param>
    /// <param name="json">Its bytes.</param>
    /// <exception cref="OpenVisionException">It breaks a rule; the message names it.</exception>
    public static SafetensorsIndex Parse(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Map, out JsonElement map) || map.ValueKind != JsonValueKind.Object)
            {
                throw Broken(file, $"it has no '{Map}' that names a file for each tensor");
            }

            Dictionary<string, string> files = new(StringComparer.Ordinal);
            foreach (JsonProperty pair in map.EnumerateObject())
            {
                if (pair.Value.ValueKind != JsonValueKind.String || pair.Value.GetString() is not { } name || !IsBeside(name))
                {
                    throw Broken(file, $"it puts tensor '{MemberName.Shown(pair.Name)}' into {MemberName.Shown(pair.Value.GetRawText())}; expected the name of a .safetensors file beside the index");
                }

                files.Add(pair.Name, name);
            }

            return new SafetensorsIndex(files, TotalOf(file, root));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that stands for half of a surrogate pair.
            throw Broken(file, $"it is not the JSON of the format ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>The refusal of an index or of what it names.</summary>
    public static OpenVisionException Broken(string file, string rule, Exception? inner = null) =>
        new($"{file} is not a sound index of safetensors files: {rule}. Fetch the whole set again.", inner);

    // No separator of any system, no drive, no stream, nothing that a terminal obeys.
    private static bool IsBeside(string name) =>
        name.EndsWith(".safetensors", StringComparison.Ordinal)
        && name[0] != '.'
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Any(letter => letter is '/' or '\\' or ':' || char.IsControl(letter));

    private static long? TotalOf(string file, JsonElement root)
    {
        if (!root.TryGetProperty("metadata", out JsonElement metadata))
        {
            return null;
        }

        if (metadata.ValueKind != JsonValueKind.Object)
        {
            throw Broken(file, "its 'metadata' is no JSON object");
        }

        if (!metadata.TryGetProperty("total_size", out JsonElement total))
        {
            return null;
        }

        // Some writers put it as a floating-point number.
        if (total.ValueKind == JsonValueKind.Number && total.TryGetDecimal(out decimal size) && size >= 0 && size <= long.MaxValue && decimal.IsInteger(size))
        {
            return (long)size;
        }

        throw Broken(file, $"its 'total_size' is {MemberName.Shown(total.GetRawText())}; expected a whole number of bytes");
    }
}
