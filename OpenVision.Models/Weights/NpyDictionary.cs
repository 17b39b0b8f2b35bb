using System.Globalization;

namespace OpenVision.Weights;

/// <summary>
/// Reads the Python dictionary in a numpy array's header: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.
/// Exactly these three keys, in any order, and nothing else of Python.
/// </summary>
/// <param name="text">The header's text.</param>
internal ref struct NpyDictionary(string text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    /// <summary>Reads the three values.</summary>
    /// <exception cref="FormatException">The text is no such dictionary.</exception>
    public (string Descr, bool FortranOrder, List<long> Shape) Read()
    {
        string? descr = null;
        bool? fortranOrder = null;
        List<long>? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            string key = Text();
            Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = Text();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Numbers();
                    break;
                default:
                    throw Unexpected();
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        return at == text.Length && descr is not null && fortranOrder is { } order && shape is not null ? (descr, order, shape) : throw Unexpected();
    }

    private List<long> Numbers()
    {
        List<long> numbers = [];
        Expect('(');
        while (!Accept(')'))
        {
            SkipSpace();
            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            numbers.Add(long.TryParse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw Unexpected());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return numbers;
    }

    private string Text()
    {
        SkipSpace();
        char quote = at < text.Length && text[at] == '"' ? '"' : '\'';
        Expect(quote);
        int length = text[at..].IndexOf(quote);
        if (length < 0 || text.Slice(at, length).Contains('\\'))
        {
            throw Unexpected();
        }

        string found = text.Slice(at, length).ToString();
        at += length + 1;
        return found;
    }

    private bool Truth()
    {
        SkipSpace();
        foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
        {
            if (text[at..].StartsWith(word))
            {
                at += word.Length;
                return value;
            }
        }

        throw Unexpected();
    }

    private void Expect(char letter)
    {
        if (!Accept(letter))
        {
            throw Unexpected();
        }
    }

    private bool Accept(char letter)
    {
        SkipSpace();
        bool found = at < text.Length && text[at] == letter;
        at += found ? 1 : 0;
        return found;
    }

    private void SkipSpace()
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\t' or '\r')
        {
            at++;
        }
    }

    private readonly FormatException Unexpected() =>
        new($"has a header that is no dictionary of exactly descr, fortran_order and shape (at letter {at})");
}
