namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>The values nearest to a wrong one that would work, for the end of a sentence.</summary>
internal static class Suggest
{
    /// <summary>Alternatives joined as in a sentence: <c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Or(params string[] alternatives) => alternatives.Length < 2
        ? string.Concat(alternatives)
        : $"{string.Join(", ", alternatives.Take(alternatives.Length - 1))} or {alternatives[alternatives.Length - 1]}";

    /// <summary>Alternatives that are numbers.</summary>
    public static string Or(IEnumerable<long> alternatives) => Or([.. alternatives.Select(static number => $"{number}")]);

    /// <summary>The multiples of a number on both sides of a value, 0 left out.</summary>
    public static IReadOnlyList<long> Multiples(long of, long near)
    {
        long below = near / of * of;
        return below > 0 ? [below, below + of] : [below + of];
    }

    /// <summary>The divisors of a number on both sides of a value, and 1 only where there is nothing else below.</summary>
    public static IReadOnlyList<long> Divisors(int of, int near)
    {
        int[] divisors = AllDivisors(of);
        return [.. new[] { divisors.LastOrDefault(d => d < near), divisors.FirstOrDefault(d => d > near) }.Where(static d => d > 0).Select(static d => (long)d)];
    }

    /// <summary>The smallest number that both divide.</summary>
    public static int Common(int first, int second)
    {
        int divisor = first, rest = second;
        while (rest > 0)
        {
            (divisor, rest) = (rest, divisor % rest);
        }

        return first / divisor * second;
    }

    /// <summary>The numbers as edits of an argument, the nearest to a value first.</summary>
    public static IEnumerable<Edit> Edits(string argument, IEnumerable<long> numbers, long near, string on = "") =>
        numbers.OrderBy(number => Math.Abs(number - near)).Select(number => Edit.Set(argument, number, on));

    /// <summary>The divisor of a number that lies nearest to a value; none where only 1 and the number itself divide it.</summary>
    public static int? NearestDivisor(int of, int near) =>
        AllDivisors(of).Where(d => d > 1 && d < of).OrderBy(d => Math.Abs(d - near)).ThenBy(static d => d).Select(static d => (int?)d).FirstOrDefault();

    /// <summary>How many letters have to be written, taken out or changed to come from one name to another, whatever their case.</summary>
    public static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }

    private static int[] AllDivisors(int number) => [.. Enumerable.Range(1, number).Where(d => number % d == 0)];
}
