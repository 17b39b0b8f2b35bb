using System.Text;
using System.Text.RegularExpressions;

namespace OpenVision.Text;

/// <summary>
/// What open_clip does to a text before it looks for pieces. Of ftfy, which repairs it first there, these are done: straight
/// quotation marks, single letters for ligatures, ASCII for its full-width forms, Windows-1252 for C1 controls, other controls
/// dropped. Not done: text decoded with the wrong encoding is not repaired, half-width kana and letters followed by combining
/// marks stay (.NET composes nothing where globalization is invariant).
/// </summary>
internal static partial class TextCleaning
{
    // Many times what fills any context; captions come from strangers, and may have as much as a shard's member.
    private const int LongestText = 1 << 20;

    // Entities within entities; a stranger's text may have any number.
    private const int MostRounds = 8;

    private const string Ligatures = "ĲIJ ĳij ŉʼn ǱDZ ǲDz ǳdz ǄDŽ ǅDž ǆdž ǇLJ ǈLj ǉlj ǊNJ ǋNj ǌnj ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅſt ﬆst";

    private static readonly Dictionary<char, string> letters = Ligatures.Split(' ').ToDictionary(group => group[0], group => group[1..]);

    /// <summary>open_clip's <c>lower</c>, for CLIP: entities replaced, white space collapsed, lower case.</summary>
    /// <param name="text">The text.</param>
    public static string Lower(string text) => LowerCase(OneSpace(Basic(text)));

    /// <summary>open_clip's <c>canonicalize</c>, for SigLIP: entities replaced, underscores to spaces, ASCII punctuation dropped, lower case, white space collapsed.</summary>
    /// <param name="text">The text.</param>
    public static string Canonical(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (char character in Basic(text))
        {
            if (character == '_')
            {
                kept.Append(' ');
            }
            else if (!char.IsAscii(character) || !(char.IsPunctuation(character) || char.IsSymbol(character)))
            {
                kept.Append(character);
            }
        }

        return OneSpace(LowerCase(kept.ToString()));
    }

    private static string Basic(string text)
    {
        text = text.Length > LongestText ? text[..LongestText] : text;

        // ftfy goes on until nothing changes, and leaves the entities of what may be HTML alone; two more rounds follow in any case.
        bool mayBeHtml = text.Contains('<', StringComparison.Ordinal);
        string before = "";
        for (int round = 0; round < MostRounds && text != before; round++)
        {
            before = text;
            text = Repair(mayBeHtml ? text : HtmlEntities.Unescape(text));
        }

        return HtmlEntities.Unescape(HtmlEntities.Unescape(text));
    }

    private static string Repair(string text)
    {
        StringBuilder repaired = new(text.Length);
        foreach (char found in text)
        {
            char character = found is >= '\u0080' and <= '\u009F' ? HtmlEntities.Windows1252[found - 0x80] : found;
            switch (character)
            {
                case 'ʼ' or (>= '‘' and <= '‛'):
                    repaired.Append('\'');
                    break;
                case >= '“' and <= '‟':
                    repaired.Append('"');
                    break;
                case >= '！' and <= '～':
                    repaired.Append((char)(character - '！' + '!'));
                    break;
                case '\u3000':
                    repaired.Append(' ');
                    break;
                case (< ' ' and not ('\t' or '\n' or '\f' or '\r')) or '\u007F' or (>= '\u206A' and <= '\u206F') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFC'):
                    break;
                default:
                    _ = letters.TryGetValue(character, out string? pair) ? repaired.Append(pair) : repaired.Append(character);
                    break;
            }
        }

        return repaired.ToString();
    }

    private static string OneSpace(string text) => WhiteSpace().Replace(text, " ").Trim(' ');

    // Where Python's lower case differs from .NET's invariant one: the Turkish I with a dot, and sigma at a word's end.
    private static string LowerCase(string text) =>
        FinalSigma().Replace(text.Replace("İ", "i\u0307", StringComparison.Ordinal), "ς").ToLowerInvariant();

    [GeneratedRegex(@"[\s\u001C-\u001F]+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"(?<=\p{L})Σ(?!\p{L})")]
    private static partial Regex FinalSigma();
}
