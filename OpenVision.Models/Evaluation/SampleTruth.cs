using System.Globalization;
using System.Text.Json;
using OpenVision.Data;

namespace OpenVision.Evaluation;

/// <summary>Reads what is true of a sample from its members.</summary>
internal static class SampleTruth
{
    /// <summary>The number of the class in a member.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="extension">The member's extension.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="label">The class, from 0.</param>
    /// <returns>Why there is none, or null.</returns>
    public static Skip? Label(Sample sample, string extension, int classes, out int label)
    {
        label = -1;
        if (Text(sample, extension, out string text) is { } skip)
        {
            return skip;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out label) && label < classes
            ? null
            : NoLabel(sample, $"The member '{extension}' holds no class from 0 to {classes - 1}.");
    }

    /// <summary>The text in a member, trimmed.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="extension">The member's extension.</param>
    /// <param name="text">The text, not empty.</param>
    /// <returns>Why there is none, or null.</returns>
    public static Skip? Text(Sample sample, string extension, out string text)
    {
        text = "";
        if (!sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
        {
            return NoLabel(sample, $"There is no member '{extension}'.");
        }

        if (Utf8Text.Decode(bytes.Span) is not { } decoded)
        {
            return new(SkipReason.InvalidText, sample.Shard, sample.Key, $"The member '{extension}' is not valid UTF-8.");
        }

        text = decoded;
        return text.Length > 0 ? null : NoLabel(sample, $"The member '{extension}' is empty.");
    }

    /// <summary>What a caption should name: the strings in <c>phrases</c> of a JSON member.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="extension">The member's extension; empty stands for no phrases.</param>
    /// <param name="phrases">The phrases.</param>
    /// <returns>Why there are none, or null.</returns>
    public static Skip? Phrases(Sample sample, string extension, out IReadOnlyList<string> phrases)
    {
        phrases = [];
        if (extension.Length == 0)
        {
            return null;
        }

        if (!sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
        {
            return NoLabel(sample, $"There is no member '{extension}'.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("phrases", out JsonElement list)
                && list.ValueKind == JsonValueKind.Array
                && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            {
                phrases = [.. list.EnumerateArray().Select(item => item.GetString()!)];
                return null;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return NoLabel(sample, $"The member '{extension}' is not valid JSON.");
        }

        return NoLabel(sample, $"The member '{extension}' has no list of strings named 'phrases'.");
    }

    private static Skip NoLabel(Sample sample, string detail) => new(SkipReason.NoLabel, sample.Shard, sample.Key, detail);
}
