using System.Globalization;
using System.Text;

namespace OpenVision.Data;

/// <summary>What a pax extended header says of the member behind it (POSIX.1-2017, <c>pax</c>, "pax Extended Header").</summary>
/// <param name="Path">The name, where given.</param>
/// <param name="Size">The number of bytes, where given.</param>
/// <param name="IsSparse">Whether the member's bytes are a map of holes and what lies between them.</param>
internal sealed record PaxHeader(string? Path, long? Size, bool IsSparse)
{
    /// <summary>Says nothing.</summary>
    public static PaxHeader None { get; } = new(null, null, false);

    /// <summary>Reads records of the form <c>length key=value newline</c>.</summary>
    /// <param name="content">The header's bytes.</param>
    /// <returns>What they say, or null where they are malformed.</returns>
    public static PaxHeader? Parse(ReadOnlySpan<byte> content)
    {
        PaxHeader header = None;
        while (content.Length > 0)
        {
            int space = content.IndexOf((byte)' ');
            if (space < 0
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= space + 1
                || length > content.Length
                || content[length - 1] != '\n')
            {
                return null;
            }

            ReadOnlySpan<byte> record = content[(space + 1)..(length - 1)];
            content = content[length..];
            int equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                return null;
            }

            string key = Encoding.UTF8.GetString(record[..equals]);
            ReadOnlySpan<byte> value = record[(equals + 1)..];
            if (key == "path")
            {
                header = header with { Path = Encoding.UTF8.GetString(value) };
            }
            else if (key == "size")
            {
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    return null;
                }

                header = header with { Size = size };
            }
            else if (key.StartsWith("GNU.sparse.", StringComparison.Ordinal))
            {
                header = header with { IsSparse = true };
            }
        }

        return header;
    }
}
