using System.Globalization;

namespace OpenVision;

/// <summary>
/// Brace lists in paths, as in a shell: <c>{00000..00099}</c> counts, up or down, keeping leading zeros; <c>{a,b}</c> lists;
/// they may stand several in a path and inside each other. A pair of braces that is neither stands for itself.
/// </summary>
public static class BraceList
{
    private const int MaxDepth = 32;

    /// <summary>The most paths that a list of shards may name: 1,000,000.</summary>
    public const int MostPaths = 1_000_000;

    /// <summary>The paths that a pattern stands for, in the order in which they are written; the last list runs
    /// fastest.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="most">The most paths it may stand for.</param>
    /// <exception cref="FormatException">A brace has no partner, lists are nested too deep, or there are more paths than
    /// allowed.</exception>
    public static IReadOnlyList<string> Expand(string pattern, int most = MostPaths) => [.. Parse(pattern, most).Texts()];

    /// <summary>The number of paths that a pattern stands for; none of them is made.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="most">The most paths it may stand for.</param>
    /// <exception cref="FormatException">As for <see cref="Expand"/>.</exception>
    public static int Count(string pattern, int most = MostPaths) => (int)Parse(pattern, most).Count;

    private static Part Parse(string pattern, int most)
    {
        int place = 0;
        Part whole = ParseSequence(pattern, ref place, depth: 0);
        if (place < pattern.Length)
        {
            throw new FormatException(
                $"The path '{pattern}' has a closing brace at place {Text(place + 1)} that none opens. "
                    + $"Write lists as {{a,b}} or {{000..099}}.");
        }

        // Counted before anything is built: a short pattern can stand for more paths than there are atoms.
        if (whole.Count > most)
        {
            throw new FormatException(
                $"The path '{pattern}' stands for {(double.IsInfinity(whole.Count) ? "countless" : Text(whole.Count))} "
                    + $"files; at most {Text(most)} are read. Split the list.");
        }

        return whole;
    }

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Sequence ParseSequence(string pattern, ref int place, int depth)
    {
        List<Part> parts = [];
        int start = place;
        while (place < pattern.Length && pattern[place] != '}' && (depth == 0 || pattern[place] != ','))
        {
            if (pattern[place] != '{')
            {
                place++;
                continue;
            }

            parts.Add(new Literal(pattern[start..place]));
            parts.Add(ParseBraces(pattern, ref place, depth + 1));
            start = place;
        }

        parts.Add(new Literal(pattern[start..place]));
        return new Sequence(parts);
    }

    private static Part ParseBraces(string pattern, ref int place, int depth)
    {
        int open = place++;
        if (depth > MaxDepth)
        {
            throw new FormatException($"The path '{pattern}' has lists nested more than {MaxDepth} deep. Write it with fewer.");
        }

        List<Part> choices = [];
        while (true)
        {
            choices.Add(ParseSequence(pattern, ref place, depth));
            if (place == pattern.Length)
            {
                throw new FormatException(
                    $"The path '{pattern}' has an opening brace at place {Text(open + 1)} that none closes. "
                        + $"Write lists as {{a,b}} or {{000..099}}.");
            }

            if (pattern[place++] == '}')
            {
                break;
            }
        }

        if (choices.Count > 1)
        {
            return new Alternatives(choices);
        }

        string inside = pattern[(open + 1)..(place - 1)];
        return (Part?)Range.Parse(inside) ?? new Sequence([new Literal("{"), choices[0], new Literal("}")]);
    }

    private abstract record Part(double Count)
    {
        public abstract IEnumerable<string> Texts();
    }

    private sealed record Literal(string Value) : Part(1)
    {
        public override IEnumerable<string> Texts() => [Value];
    }

    private sealed record Alternatives(IReadOnlyList<Part> Choices) : Part(Choices.Sum(choice => choice.Count))
    {
        public override IEnumerable<string> Texts() => Choices.SelectMany(choice => choice.Texts());
    }

    private sealed record Sequence(IReadOnlyList<Part> Parts) : Part(Parts.Aggregate(1.0, (count, part) => count * part.Count))
    {
        public override IEnumerable<string> Texts() => Parts.Aggregate(
            (IEnumerable<string>)[""],
            (texts, part) => texts.SelectMany(_ => part.Texts(), (text, next) => text + next));
    }

    private sealed record Range(long First, long Last, int Digits) : Part(Math.Abs((double)Last - First) + 1)
    {
        // Up to 15 digits: their differences are exact in the doubles that the parts are counted in.
        private const int MostDigits = 15;

        public static Range? Parse(string text)
        {
            int dots = text.IndexOf("..", StringComparison.Ordinal);
            if (dots < 1)
            {
                return null;
            }

            string first = text[..dots], last = text[(dots + 2)..];
            bool padded = (first.Length > 1 && first[0] == '0') || (last.Length > 1 && last[0] == '0');
            return Number(first) is long from && Number(last) is long to
                ? new(from, to, padded ? Math.Max(first.Length, last.Length) : 1)
                : null;
        }

        public override IEnumerable<string> Texts()
        {
            string format = FormattableString.Invariant($"D{Digits}");
            long step = First <= Last ? 1 : -1;
            for (long number = First; number != Last + step; number += step)
            {
                yield return number.ToString(format, CultureInfo.InvariantCulture);
            }
        }

        private static long? Number(string digits) =>
            digits.Length is > 0 and <= MostDigits && digits.All(static digit => digit is >= '0' and <= '9')
                ? long.Parse(digits, CultureInfo.InvariantCulture)
                : null;
    }
}
