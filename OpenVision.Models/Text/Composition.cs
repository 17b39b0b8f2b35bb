using System.Globalization;
using System.Text;

namespace OpenVision.Text;

/// <summary>
/// Unicode's normalization form C: characters are decomposed, marks put in canonical order, and what can be composed is composed. .NET leaves text as
/// it is where globalization is invariant, so that the same text would have other tokens on other machines.
/// </summary>
internal static class Composition
{
    // Below it every text is composed already.
    private const char FirstMark = '\u0300';

    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, HangulCount = Leads * Vowels * Tails;

    private static readonly Lazy<Tables> tables = new(Tables.Read);

    /// <summary>A text in form C.</summary>
    /// <param name="text">The text, well-formed.</param>
    public static string Compose(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstMark - 1)) < 0 ? text : Compose(tables.Value, text);

    private static string Compose(Tables known, string text)
    {
        List<int> points = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            Decompose(known, rune.Value, points);
        }

        Order(known, points);
        StringBuilder composed = new(text.Length);
        foreach (int point in Join(known, points))
        {
            composed.Append(new Rune(point));
        }

        return composed.ToString();
    }

    private static void Decompose(Tables known, int point, List<int> points)
    {
        if (point is >= HangulBase and < HangulBase + HangulCount)
        {
            int place = point - HangulBase;
            points.Add(LeadBase + (place / (Vowels * Tails)));
            points.Add(VowelBase + (place / Tails % Vowels));
            if (place % Tails > 0)
            {
                points.Add(TailBase + (place % Tails));
            }
        }
        else if (known.Parts.TryGetValue(point, out (int First, int Second) parts))
        {
            Decompose(known, parts.First, points);
            if (parts.Second != 0)
            {
                Decompose(known, parts.Second, points);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    // Marks behind a base in the order of their classes; those of one class keep theirs.
    private static void Order(Tables known, List<int> points)
    {
        for (int start = 0; start < points.Count;)
        {
            int end = start;
            while (end < points.Count && known.ClassOf(points[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                int[] ordered = [.. points[start..end].OrderBy(known.ClassOf)];
                for (int i = 0; i < ordered.Length; i++)
                {
                    points[start + i] = ordered[i];
                }
            }

            start = end + 1;
        }
    }

    // Every character is joined to the last base where nothing of its own class or a higher one stands between them.
    private static List<int> Join(Tables known, List<int> points)
    {
        List<int> joined = [];
        int starter = -1, between = 0;
        foreach (int point in points)
        {
            int kind = known.ClassOf(point);
            bool reachable = starter >= 0 && (starter == joined.Count - 1 || (between < kind && between > 0));
            if (reachable && Pair(known, joined[starter], point) is { } whole)
            {
                joined[starter] = whole;
                continue;
            }

            joined.Add(point);
            (starter, between) = kind == 0 ? (joined.Count - 1, 0) : (starter, kind);
        }

        return joined;
    }

    private static int? Pair(Tables known, int first, int second) =>
        first - LeadBase is var lead and >= 0 and < Leads && second - VowelBase is var vowel and >= 0 and < Vowels
            ? HangulBase + (((lead * Vowels) + vowel) * Tails)
            : first - HangulBase is var place and >= 0 and < HangulCount && place % Tails == 0 && second - TailBase is var tail and > 0 and < Tails
                ? first + tail
                : known.Wholes.TryGetValue((first, second), out int whole) ? whole : null;

    private sealed class Tables
    {
        public Dictionary<int, (int First, int Second)> Parts { get; } = [];

        public Dictionary<(int First, int Second), int> Wholes { get; } = [];

        private readonly Dictionary<int, byte> classes = [];

        public byte ClassOf(int point) => classes.GetValueOrDefault(point);

        public static Tables Read()
        {
            Tables tables = new();
            using Stream stream = typeof(Composition).Assembly.GetManifestResourceStream("OpenVision.Text.Composition.txt")!;
            using StreamReader reader = new(stream);
            while (reader.ReadLine() is { } line)
            {
                if (line.Split(' ') is ["class" or "pair" or "only", ..] fields)
                {
                    tables.Add(fields);
                }
            }

            return tables;
        }

        private void Add(string[] fields)
        {
            int first = Point(fields[1]);
            if (fields[0] == "class")
            {
                for (int point = first; point <= Point(fields[2]); point++)
                {
                    classes[point] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
                }

                return;
            }

            (int First, int Second) parts = (Point(fields[2]), fields.Length > 3 ? Point(fields[3]) : 0);
            Parts[first] = parts;
            if (fields[0] == "pair")
            {
                Wholes[parts] = first;
            }
        }

        private static int Point(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
