using System.Globalization;
using System.Text;

namespace OpenVision;

/// <summary>
/// Reads a JSON document into its leaves by path: <c>vision_cfg.width</c>, <c>mean.0</c>. The compiler has no JSON reader of its
/// own, and compiler and runtime are to read a configuration alike. Strict: no comments, no trailing commas, no repeated names.
/// </summary>
public static class JsonLeaves
{
    private const int Deepest = 16;
    private const int MostLeaves = 200_000;

    /// <summary>The leaves of a document: strings, numbers (<see cref="double"/>), truth values and null; an empty object or list has none.</summary>
    /// <param name="text">The document.</param>
    /// <exception cref="FormatException">It is not JSON; the message says on which line and why.</exception>
    public static IReadOnlyDictionary<string, object?> Read(string text) => new Reader(text).Document();

    private sealed class Reader(string text)
    {
        private readonly Dictionary<string, object?> leaves = new(StringComparer.Ordinal);
        private int at;

        public Dictionary<string, object?> Document()
        {
            Value("", 0);
            Space();
            return at == text.Length ? leaves : throw Fault("something follows the end");
        }

        private void Value(string path, int depth)
        {
            if (depth > Deepest)
            {
                throw Fault($"it is nested deeper than {Deepest} levels");
            }

            Space();
            switch (Peek())
            {
                case '{':
                    Members(path, depth);
                    break;
                case '[':
                    Items(path, depth);
                    break;
                case '"':
                    Leaf(path, Text());
                    break;
                case 't':
                    Leaf(path, Word("true", true));
                    break;
                case 'f':
                    Leaf(path, Word("false", false));
                    break;
                case 'n':
                    Leaf(path, Word("null", null));
                    break;
                default:
                    Leaf(path, Number());
                    break;
            }
        }

        private void Members(string path, int depth)
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            at++;
            if (Ends('}'))
            {
                return;
            }

            do
            {
                Space();
                string name = Peek() == '"' ? Text() : throw Fault("a name in quotes was expected");
                if (!names.Add(name))
                {
                    throw Fault($"the name \"{name}\" stands twice");
                }

                Space();
                Expect(':');
                Value(path.Length == 0 ? name : $"{path}.{name}", depth + 1);
            }
            while (Continues('}'));
        }

        private void Items(string path, int depth)
        {
            at++;
            if (Ends(']'))
            {
                return;
            }

            int index = 0;
            do
            {
                Value(path.Length == 0 ? $"{index}" : $"{path}.{index}", depth + 1);
                index++;
            }
            while (Continues(']'));
        }

        private void Leaf(string path, object? value)
        {
            if (leaves.Count == MostLeaves)
            {
                throw Fault($"it has more than {MostLeaves} values");
            }

            leaves[path] = value;
        }

        private string Text()
        {
            StringBuilder found = new();
            at++;
            while (Peek() != '"')
            {
                char letter = text[at++];
                if (letter < ' ')
                {
                    throw Fault("a text holds a control character");
                }

                found.Append(letter == '\\' ? Escaped() : letter);
            }

            at++;
            return found.ToString();
        }

        private char Escaped()
        {
            char letter = Peek();
            at++;
            switch (letter)
            {
                case '"' or '\\' or '/':
                    return letter;
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    string code = at + 4 <= text.Length ? text.Substring(at, 4) : "";
                    at += 4;
                    return ushort.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
                        ? (char)unit
                        : throw Fault("an escape is unknown");
                default:
                    throw Fault("an escape is unknown");
            }
        }

        private double Number()
        {
            int start = at;
            while (at < text.Length && (char.IsDigit(text[at]) || text[at] is '-' or '+' or '.' or 'e' or 'E'))
            {
                at++;
            }

            string digits = text.Substring(start, at - start);
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsInfinity(number)
                ? number
                : throw Fault("a value was expected");
        }

        private object? Word(string word, object? value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            {
                throw Fault("a value was expected");
            }

            at += word.Length;
            return value;
        }

        private bool Ends(char close)
        {
            Space();
            if (Peek() != close)
            {
                return false;
            }

            at++;
            return true;
        }

        private bool Continues(char close)
        {
            Space();
            char letter = Peek();
            at++;
            return letter == ',' || (letter == close ? false : throw Fault($"',' or '{close}' was expected"));
        }

        private void Expect(char letter)
        {
            if (Peek() != letter)
            {
                throw Fault($"'{letter}' was expected");
            }

            at++;
        }

        private char Peek() => at < text.Length ? text[at] : throw Fault("it ends too early");

        private void Space()
        {
            while (at < text.Length && (text[at] is ' ' or '\t' or '\r' or '\n'))
            {
                at++;
            }
        }

        private FormatException Fault(string what) => new($"line {text.Take(Math.Min(at, text.Length)).Count(static letter => letter == '\n') + 1}: {what}");
    }
}
