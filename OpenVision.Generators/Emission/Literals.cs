using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace OpenVision.Generators.Emission;

/// <summary>Values as C# and as people write them, whatever the machine's culture.</summary>
internal static class Literals
{
    private static readonly (double Scale, string Prefix)[] Prefixes =
        [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>An integer, its digits in groups from five on: <c>32_000</c>.</summary>
    public static string Code(long value) =>
        value is > -10_000 and < 10_000 ? value.ToString(CultureInfo.InvariantCulture) : Text(value).Replace(',', '_');

    /// <summary>A number that is a double in C#, too: <c>2.0</c>, <c>1e-6</c>.</summary>
    public static string Code(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E+", "e").Replace('E', 'e');
        return digits.IndexOfAny(['.', 'e']) < 0 ? $"{digits}.0" : digits;
    }

    /// <summary>A string in quotes, with everything escaped that would end the line.</summary>
    public static string Code(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A truth value.</summary>
    public static string Code(bool value) => value ? "true" : "false";

    /// <summary>An integer for readers: <c>5,561,088</c>.</summary>
    public static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number for readers: <c>8e-6</c>, <c>0.2</c>.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E", "e");

    /// <summary>A large number with three digits and a prefix: <c>2.52 G</c>.</summary>
    public static string Scaled(double value)
    {
        foreach ((double scale, string prefix) in Prefixes)
        {
            if (value >= scale)
            {
                double scaled = value / scale;
                string format = scaled >= 100 ? "F0" : scaled >= 10 ? "F1" : "F2";
                return $"{scaled.ToString(format, CultureInfo.InvariantCulture)} {prefix}";
            }
        }

        return $"{value.ToString("F0", CultureInfo.InvariantCulture)} ";
    }

    /// <summary>A number of bytes: <c>12.3 GiB</c>.</summary>
    public static string GiB(double bytes) => $"{(bytes / (1L << 30)).ToString("F1", CultureInfo.InvariantCulture)} GiB";

    /// <summary>A text that may hold anything, as one line of a comment.</summary>
    public static string Comment(string value) => string.Concat(value.Select(static letter =>
        char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : letter));
}
