using System.Text;

namespace OpenVision.Data.Packing;

/// <summary>
/// Reads comma- or tab-separated records as RFC 4180 has them: a field in double quotes may hold separators, line ends and
/// doubled quotes. Records are read one at a time, and none may be larger than a limit.
/// </summary>
/// <param name="text">The table.</param>
/// <param name="separator">What stands between fields.</param>
/// <param name="name">The table's name, for messages.</param>
internal sealed class CsvReader(TextReader text, char separator, string name)
{
    /// <summary>The most characters of one record.</summary>
    public const int MaxRecord = 1 << 20;

    private int line = 1;

    /// <summary>The line on which the record last read starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next record's fields, or null at the end. Empty lines are passed over.</summary>
    /// <exception cref="OpenVisionException">A quote is not closed, or the record is too large.</exception>
    public IReadOnlyList<string>? Next()
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false, wasQuoted = false;
        int length = 0;
        Line = line;
        while (true)
        {
            int next = text.Read();
            if (++length > MaxRecord)
            {
                throw Malformed($"has more than {MaxRecord} characters");
            }

            if (next < 0)
            {
                return quoted ? throw Malformed("has a quote that is not closed") : IsEmpty() ? null : End();
            }

            char letter = (char)next;
            line += letter == '\n' ? 1 : 0;
            if (quoted)
            {
                if (letter != '"')
                {
                    field.Append(letter);
                }
                else if (text.Peek() == '"')
                {
                    field.Append((char)text.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == '"' && field.Length == 0 && !wasQuoted)
            {
                quoted = wasQuoted = true;
            }
            else if (letter == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
                wasQuoted = false;
            }
            else if (letter == '\n')
            {
                if (!IsEmpty())
                {
                    return End();
                }

                (Line, length) = (line, 0);
            }
            else if (letter != '\r' || text.Peek() != '\n')
            {
                field.Append(letter);
            }
        }

        bool IsEmpty() => fields.Count == 0 && field.Length == 0 && !wasQuoted;

        List<string> End() => [.. fields, field.ToString()];
    }

    private OpenVisionException Malformed(string what) =>
        new($"The table '{name}' cannot be read: the record that starts in line {Line} {what}. "
            + "Put fields with quotes in quotes and double those within.");
}
