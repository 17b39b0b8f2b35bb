using System.Globalization;
using System.Text;

namespace OpenVision;

/// <summary>Values as tokens of one line, the same on every machine: a value has exactly one token.</summary>
internal static class SpecToken
{
    private const int ExactDigits = 15; // every double of so many digits or fewer is the nearest to them
    private const int MostDigits = 17; // as many tell any two doubles apart

    /// <summary>The token of a number.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The token of a truth value.</summary>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The token of a number: the fewest digits that give it back.</summary>
    public static string Of(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // Runtimes differ in what their round-trip format prints; in a given number of digits they agree.
        for (int digits = ExactDigits; ; digits++)
        {
            string text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
            if (digits == MostDigits || double.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                return text.Replace("E-0", "e-").Replace("E+", "e").Replace('E', 'e');
            }
        }
    }

    /// <summary>The token of a text: in quotes, whatever could break a line or be mistaken escaped.</summary>
    public static string Of(string value)
    {
        StringBuilder token = new("\"");
        for (int at = 0; at < value.Length; at++)
        {
            char letter = value[at];
            if (letter is '"' or '\\')
            {
                token.Append('\\').Append(letter);
            }
            else if (IsPlain(value, at))
            {
                token.Append(letter);
            }
            else
            {
                token.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return token.Append('"').ToString();
    }

    /// <summary>The token of a list.</summary>
    /// <param name="tokens">Its items' tokens.</param>
    public static string List(IEnumerable<string> tokens) => $"[{string.Join(", ", tokens)}]";

    /// <summary>The number of a token; none where it is no such number.</summary>
    public static long? Whole(string token) =>
        long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>The number of a token; none where it is no number.</summary>
    public static double? Real(string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>The text of a token; none where it is not one text in quotes.</summary>
    public static string? Text(string token)
    {
        int at = 0;
        return Text(token, ref at) is { } text && at == token.Length ? text : null;
    }

    /// <summary>The tokens of a list's items, which are numbers or texts; none where it is no list.</summary>
    public static IReadOnlyList<string>? Items(string token)
    {
        if (token.Length < 2 || token[0] != '[' || token[token.Length - 1] != ']')
        {
            return null;
        }

        List<string> items = [];
        int end = token.Length - 1;
        for (int at = 1; at < end;)
        {
            int start = at;
            if (token[at] == '"')
            {
                if (Text(token, ref at) is null)
                {
                    return null;
                }
            }
            else
            {
                int comma = token.IndexOf(',', at, end - at);
                at = comma < 0 ? end : comma;
            }

            items.Add(token.Substring(start, at - start));
            if (at < end && string.CompareOrdinal(token, at, ", ", 0, 2) != 0)
            {
                return null;
            }

            at += at < end ? 2 : 0;
        }

        return items;
    }

    private static string? Text(string token, ref int at)
    {
        if (at >= token.Length || token[at++] != '"')
        {
            return null;
        }

        StringBuilder text = new();
        while (at < token.Length && token[at] != '"')
        {
            char letter = token[at++];
            if (letter != '\\')
            {
                text.Append(letter);
                continue;
            }

            if (at < token.Length && token[at] is '"' or '\\')
            {
                text.Append(token[at++]);
            }
            else if (at + 5 <= token.Length && token[at] == 'u' && Unit(token, at + 1) is { } unit)
            {
                text.Append(unit);
                at += 5;
            }
            else
            {
                return null;
            }
        }

        return at++ < token.Length ? text.ToString() : null;
    }

    private static char? Unit(string token, int at)
    {
        int unit = 0;
        for (int i = at; i < at + 4; i++)
        {
            int digit = "0123456789abcdef".IndexOf(token[i]);
            if (digit < 0)
            {
                return null;
            }

            unit = (16 * unit) + digit;
        }

        return (char)unit;
    }

    // By code, not by category: runtimes know different versions of Unicode.
    private static bool IsPlain(string value, int at)
    {
        char letter = value[at];
        return char.IsSurrogate(letter)
            ? char.IsHighSurrogate(letter) ? at + 1 < value.Length && char.IsLowSurrogate(value[at + 1]) : at > 0 && char.IsHighSurrogate(value[at - 1])
            : !char.IsControl(letter) && letter is not ((>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\ufeff');
    }
}
