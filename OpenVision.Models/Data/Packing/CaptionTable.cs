using System.Text;
using System.Text.Json;

namespace OpenVision.Data.Packing;

/// <summary>Reads tables of captions row by row.</summary>
internal static class CaptionTable
{
    // The most characters of a JSON line.
    private const int MaxLine = 1 << 20;

    /// <summary>The rows of a table, those that cannot be used among them.</summary>
    /// <param name="path">A <c>.csv</c>, <c>.tsv</c> or <c>.jsonl</c> file.</param>
    /// <param name="options">The names of its fields.</param>
    /// <exception cref="OpenVisionException">The table is missing, of another kind, or lacks a field.</exception>
    public static IEnumerable<CaptionRow> Read(string path, PackOptions options)
    {
        string kind = Path.GetExtension(path).ToLowerInvariant();
        if (kind is not (".csv" or ".tsv" or ".jsonl"))
        {
            throw new OpenVisionException($"The captions '{path}' are of no kind that is read. Name a .csv, .tsv or .jsonl file.");
        }

        using FileStream file = Open(path);
        using StreamReader text = Text(file);
        IEnumerable<CaptionRow> rows = kind == ".jsonl"
            ? JsonRows(path, text, options)
            : SeparatedRows(path, text, kind == ".csv" ? ',' : '\t', options);
        foreach (CaptionRow row in rows)
        {
            yield return row with { Share = (double)file.Position / file.Length };
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The captions '{path}' cannot be read: {error.Message} Name a .csv, .tsv or .jsonl file.", error);
        }
    }

    // One character a byte: a row with bytes that are not UTF-8 is then that row's fault and not the whole table's.
    private static StreamReader Text(FileStream file)
    {
        Span<byte> mark = stackalloc byte[3];
        int count = file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        file.Position = mark[..count].SequenceEqual("\uFEFF"u8) ? mark.Length : 0;
        return new StreamReader(file, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
    }

    private static IEnumerable<CaptionRow> SeparatedRows(string path, TextReader text, char separator, PackOptions options)
    {
        CsvReader records = new(text, separator, path);
        IReadOnlyList<string> header = [.. (records.Next() ?? []).Select(field => Utf8Text.Decode(Encoding.Latin1.GetBytes(field)) ?? "")];
        int file = Column(options.FileField), web = Column(options.WebField), synthetic = Column(options.SyntheticField);
        if (file < 0 || (web < 0 && synthetic < 0))
        {
            throw new OpenVisionException(
                $"The table '{path}' needs a column '{options.FileField}' and a column '{options.WebField}' or "
                    + $"'{options.SyntheticField}'; its first line names "
                        + $"{string.Join(", ", header.Take(16).Select(name => $"'{MemberName.Shown(name)}'"))}. Name its columns.");
        }

        while (records.Next() is { } record)
        {
            string where = $"line {records.Line}";
            yield return record.Count != header.Count
                ? CaptionRow.Malformed(where, 0, $"It has {record.Count} fields; the first line has {header.Count}.")
                : Utf8Text.Decode(Encoding.Latin1.GetBytes(record[file])) is not { Length: > 0 } name
                    ? CaptionRow.Malformed(where, 0, $"Its '{options.FileField}' is empty or not valid UTF-8.")
                    : new(where, name, Bytes(record, web), Bytes(record, synthetic), 0);
        }

        int Column(string name) => header.ToList().IndexOf(name);

        static byte[]? Bytes(IReadOnlyList<string> record, int column) => column < 0 ? null : Encoding.Latin1.GetBytes(record[column]);
    }

    private static IEnumerable<CaptionRow> JsonRows(string path, TextReader text, PackOptions options)
    {
        foreach ((int number, string line) in Lines(path, text))
        {
            yield return JsonRow($"line {number}", Encoding.Latin1.GetBytes(line), options);
        }
    }

    private static CaptionRow JsonRow(string where, byte[] line, PackOptions options)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? CaptionRow.Malformed(where, 0, "It is not a JSON object.")
                : Value(options.FileField) is not { Length: > 0 } file
                    ? CaptionRow.Malformed(where, 0, $"It has no text '{options.FileField}'.")
                    : new(where, file, Bytes(options.WebField), Bytes(options.SyntheticField), 0);

            string? Value(string key) =>
                json.RootElement.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;

            byte[]? Bytes(string key) => Value(key) is { } value ? Utf8Text.Encode(value) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or EncoderFallbackException)
        {
            return CaptionRow.Malformed(where, 0, $"It is not valid JSON: {error.Message}");
        }
    }

    private static IEnumerable<(int Number, string Text)> Lines(string path, TextReader text)
    {
        StringBuilder line = new();
        for (int number = 1; ; number++)
        {
            line.Clear();
            int next;
            while ((next = text.Read()) >= 0 && next != '\n')
            {
                line.Append((char)next);
                if (line.Length > MaxLine)
                {
                    throw new OpenVisionException($"The captions '{path}' cannot be read: line {number} has more than "
                        + $"{MaxLine} characters. Put one object on each line.");
                }
            }

            if (line.ToString().Trim() is { Length: > 0 } content)
            {
                yield return (number, content);
            }

            if (next < 0)
            {
                yield break;
            }
        }
    }
}
