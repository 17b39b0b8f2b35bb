using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using OpenVision.Data.Images;

namespace OpenVision.Conversations;

/// <summary>Where a record lies, and what samples are ordered by.</summary>
/// <param name="Offset">Its first byte's place in the file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Words">The number of words over all turns; 0 for a damaged record.</param>
/// <param name="HasPicture">Whether it has a picture or a video.</param>
public readonly record struct RecordPlace(long Offset, int Length, int Words, bool HasPicture);

/// <summary>
/// A file of conversations, a JSON list (<c>.json</c>) or one record a line (<c>.jsonl</c>). It is read once for the records' places, of which 24 bytes
/// each are kept; a record's text is read when it is asked for. Safe to use from several threads.
/// </summary>
public sealed class ConversationFile : IDisposable
{
    /// <summary>The most bytes of a record: 16 MiB.</summary>
    public const int LongestRecord = 16 << 20;

    // An index of so many records has 2.4 GB; the largest published set has under 5 million.
    private const int MostRecords = 100_000_000;

    private readonly SafeFileHandle handle;
    private readonly List<RecordPlace> records = [];

    private ConversationFile(string path, SafeFileHandle handle) => (Path, this.handle) = (path, handle);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its records, in the file's order. Damaged ones are among them: they are told when they are read.</summary>
    public IReadOnlyList<RecordPlace> Records => records;

    /// <summary>Reads the places of a file's records.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">It is missing, its list is not JSON, or a record is longer than <see cref="LongestRecord"/>.</exception>
    public static ConversationFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SafeFileHandle? handle = null;
        ConversationFile? file = null;
        try
        {
            handle = File.OpenHandle(path);
            file = new(path, handle);
            if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            {
                file.ReadLines();
            }
            else
            {
                file.ReadList();
            }

            return file;
        }
        catch (Exception e)
        {
            handle?.Dispose();
            throw e is IOException or UnauthorizedAccessException
                ? new OpenVisionException($"The conversations '{path}' cannot be read: {e.Message} Name a .json or .jsonl file, or a .yaml mixture of them.", e)
                : e is JsonException wrong
                    ? new OpenVisionException($"{path}: after record {file!.records.Count} the list is not JSON: {wrong.Message} Write one record a line into a .jsonl file to have damaged ones skipped.", wrong)
                    : e;
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <exception cref="SampleFault">It is damaged, or not a conversation.</exception>
    internal Conversation Read(int number)
    {
        RecordPlace place = records[number];
        byte[] bytes = new byte[place.Length];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), place.Offset + read) is var more and > 0)
        {
            read += more;
        }

        return read == bytes.Length
            ? ConversationRecord.Read(bytes, number)
            : throw new OpenVisionException($"{Path} has become shorter while it is read; start again when nothing writes to it.");
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private void ReadLines()
    {
        GrowingWindow window = new(handle, LongestRecord);
        window.DropMark();
        while (true)
        {
            int end = window.Bytes.IndexOf((byte)'\n');
            if (end < 0 && window.Grow())
            {
                continue;
            }

            ReadOnlySpan<byte> line = end < 0 ? window.Bytes : window.Bytes[..end];
            CheckLength(line.Length);
            if (line.ContainsAnyExcept(" \t\r"u8))
            {
                Add(window.Offset, line);
            }

            if (end < 0)
            {
                return;
            }

            window.Drop(end + 1);
        }
    }

    // The list's brackets and commas are read by one reader over all windows; each record is passed over whole.
    private void ReadList()
    {
        GrowingWindow window = new(handle, LongestRecord);
        window.DropMark();
        JsonReaderState state = new(new() { CommentHandling = JsonCommentHandling.Disallow });
        bool begun = false;
        while (true)
        {
            Utf8JsonReader reader = new(window.Bytes, window.IsLast, state);
            bool read = reader.Read();
            int start = checked((int)reader.TokenStartIndex);
            if (!read || (begun && !reader.TrySkip()))
            {
                if (window.IsLast)
                {
                    return; // the list's end has been read, or the reader has thrown
                }

                CheckLength(window.Bytes.Length);
                window.Grow();
                continue;
            }

            if (!begun)
            {
                begun = reader.TokenType == JsonTokenType.StartArray
                    ? true
                    : throw new OpenVisionException($"{Path} does not begin with a list; a .json file of conversations is one list of records, a .jsonl file one record a line.");
            }
            else if (reader.TokenType != JsonTokenType.EndArray)
            {
                int end = checked((int)reader.BytesConsumed);
                CheckLength(end - start);
                Add(window.Offset + start, window.Bytes[start..end]);
            }

            state = reader.CurrentState;
            window.Drop(checked((int)reader.BytesConsumed));
        }
    }

    private void Add(long offset, ReadOnlySpan<byte> record)
    {
        if (records.Count == MostRecords)
        {
            throw new OpenVisionException($"{Path} has more than {MostRecords} records. Split it.");
        }

        try
        {
            Conversation read = ConversationRecord.Read(record.ToArray(), records.Count);
            records.Add(new(offset, record.Length, read.Words, read.Pictures > 0));
        }
        catch (SampleFault)
        {
            records.Add(new(offset, record.Length, 0, false));
        }
    }

    private void CheckLength(int length)
    {
        if (length > LongestRecord)
        {
            throw new OpenVisionException($"{Path}: record {records.Count} has more than {LongestRecord >> 20} MiB. Split it, or take it out.");
        }
    }
}
