using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenVision.Text;

/// <summary>
/// HTML's character references, replaced as Python's <c>html.unescape</c> does, which open_clip's tokenizers call. The names are
/// those of HTML 4; the two thousand that HTML 5 added (mathematics, mostly) stay as they are.
/// </summary>
internal static partial class HtmlEntities
{
    /// <summary>What the bytes 0x80 to 0x9F are in Windows-1252; those that it leaves open stand for themselves.</summary>
    public const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>Replaces every reference.</summary>
    /// <param name="text">The text.</param>
    public static string Unescape(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? Reference().Replace(text, match => Resolve(match.Value)) : text;

    [GeneratedRegex("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")]
    private static partial Regex Reference();

    private static string Resolve(string reference)
    {
        if (reference[1] == '#')
        {
            return OfNumber(reference);
        }

        if (reference[^1] == ';' && Named(reference) is { } character)
        {
            return character;
        }

        // The names of Latin-1 and of the three marks of HTML itself count without their semicolon, whatever follows.
        for (int length = reference.Length; length > 2; length--)
        {
            string prefix = reference[..length];
            if (Named($"{prefix};") is { Length: 1 } plain && plain[0] <= 'ÿ' && plain[0] != '\'')
            {
                return plain + reference[length..];
            }
        }

        return reference;
    }

    private static string? Named(string reference)
    {
        string decoded = reference switch
        {
            "&AMP;" or "&COPY;" or "&GT;" or "&LT;" or "&QUOT;" or "&REG;" => WebUtility.HtmlDecode(reference.ToLowerInvariant()),
            _ => WebUtility.HtmlDecode(reference),
        };
        return decoded.Length < reference.Length ? decoded : null;
    }

    private static string OfNumber(string reference)
    {
        bool hexadecimal = reference[2] is 'x' or 'X';
        ReadOnlySpan<char> digits = reference.AsSpan(hexadecimal ? 3 : 2).TrimEnd(';').TrimStart('0');
        const int longest = 8; // one more than any character's
        if (digits.Length > longest)
        {
            return "\uFFFD";
        }

        int code = digits.IsEmpty ? 0 : int.Parse(digits, hexadecimal ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture);
        return code switch
        {
            0 => "\uFFFD",
            >= 0x80 and <= 0x9F => $"{Windows1252[code - 0x80]}",
            '\t' or '\n' or '\f' or '\r' => $"{(char)code}",
            < ' ' or 0x7F or (>= 0xFDD0 and <= 0xFDEF) => "",
            _ when !Rune.IsValid(code) => "\uFFFD",
            _ when (code & 0xFFFE) == 0xFFFE => "", // the last two of a plane are no characters
            _ => new Rune(code).ToString(),
        };
    }
}
