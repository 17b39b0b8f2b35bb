using System.Globalization;
using System.Text.Json;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Conversations;

/// <summary>Reads a record in LLaVA's form (multimodal.md, section 5.1). Records come from strangers.</summary>
internal static class ConversationRecord
{
    private const int MostTurns = 4096, MostPictures = 1024, MostTextInMessage = 60;

    /// <summary>Reads a record.</summary>
    /// <param name="json">Its bytes: a JSON object.</param>
    /// <param name="number">Its number in its file, from 0: its name where it has none.</param>
    /// <exception cref="SampleFault">It is damaged, or not a conversation.</exception>
    public static Conversation Read(ReadOnlyMemory<byte> json, long number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement, number);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half a character, escaped, is JSON but no text.
            throw Damaged($"The record is not JSON: {e.Message}");
        }
    }

    private static Conversation Read(JsonElement record, long number)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw Damaged("The record is not an object.");
        }

        EquatableArray<string> images = Paths(record, "image");
        EquatableArray<string> videos = Paths(record, "video");
        if (videos.Count > 1 || (videos.Count > 0 && images.Count > 0))
        {
            throw Damaged("The record has several videos, or both 'image' and 'video'; it may have one of them.");
        }

        return new()
        {
            Id = Name(record, "id") ?? number.ToString(CultureInfo.InvariantCulture),
            Turns = Turns(record),
            Images = images,
            Video = videos.Count > 0 ? videos[0] : null,
            Kind = Name(record, "type") ?? "",
        };
    }

    private static EquatableArray<Turn> Turns(JsonElement record)
    {
        if (!record.TryGetProperty("conversations", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            throw Damaged("The record has no list 'conversations'.");
        }

        int count = list.GetArrayLength();
        return count is > 0 and <= MostTurns
            ? new(list.EnumerateArray().Select(ReadTurn))
            : throw Damaged($"The record has {count} turns; it may have 1 to {MostTurns}.");
    }

    private static Turn ReadTurn(JsonElement turn, int place)
    {
        string? speaker = turn.ValueKind == JsonValueKind.Object ? Text(turn, "from") ?? Text(turn, "role") : null;
        string text = turn.ValueKind == JsonValueKind.Object ? Text(turn, "value") ?? Text(turn, "content") ?? "" : "";
        return new(
            speaker switch
            {
                "human" or "user" => Speaker.Human,
                "gpt" or "assistant" => Speaker.Assistant,
                "system" => Speaker.System,
                null => throw Damaged($"conversations[{place}] has no 'from'."),
                _ => throw new SampleFault(SkipReason.WrongTurn, $"conversations[{place}] is from '{Shown(speaker)}'; speakers are human, gpt and system."),
            },
            text);
    }

    private static EquatableArray<string> Paths(JsonElement record, string key)
    {
        if (!record.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        IEnumerable<JsonElement> paths = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        string?[] found = [.. paths.Take(MostPictures + 1).Select(path => path.ValueKind == JsonValueKind.String ? path.GetString() : null)];
        if (found.Length > MostPictures)
        {
            throw Damaged($"The record has more than {MostPictures} entries of '{key}'.");
        }

        if (found.FirstOrDefault(path => path is null || !MemberName.IsSafe(path), "") is not "" and var wrong)
        {
            throw wrong is null
                ? Damaged($"An entry of '{key}' is no path.")
                : new SampleFault(SkipReason.UnsafeName, $"'{key}' is '{Shown(wrong)}'; paths lie below the folder of pictures, without '..' and without a root.");
        }

        return new(found!);
    }

    private static string? Text(JsonElement from, string key) =>
        from.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Names are texts in some files and numbers in others.
    private static string? Name(JsonElement from, string key) =>
        from.TryGetProperty(key, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Shown(value.ToString()) : null;

    private static string Shown(string text) => MemberName.Shown(text.Length > MostTextInMessage ? $"{text[..MostTextInMessage]}…" : text);

    private static SampleFault Damaged(string what) => new(SkipReason.DamagedRecord, what);
}
