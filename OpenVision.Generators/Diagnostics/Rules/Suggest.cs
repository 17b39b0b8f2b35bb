namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>The values nearest to a wrong one that would work, for the end of a sentence.</summary>
internal static class Suggest
{
    /// <summary>Alternatives joined as in a sentence: <c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Or(params string[] alternatives) => alternatives.Length < 2
        ? string.Concat(alternatives)
        : $"{string.Join(", ", alternatives.Take(alternatives.Length - 1))} or {alternatives[alternatives.Length - 1]}";

    /// <summary>The multiples of a number on both sides of a value, 0 left out.</summary>
    public static string Multiples(long of, long near)
    {
        long below = near / of * of;
        return below > 0 ? Or($"{below}", $"{below + of}") : $"{below + of}";
    }

    /// <summary>The divisors of a number on both sides of a value, and 1 only where there is nothing else below.</summary>
    public static string Divisors(int of, int near)
    {
        int[] divisors = AllDivisors(of);
        return Or([.. new[] { divisors.LastOrDefault(d => d < near), divisors.FirstOrDefault(d => d > near) }.Where(static d => d > 0).Select(static d => $"{d}")]);
    }

    /// <summary>The divisor of a number that lies nearest to a value; none where only 1 and the number itself divide it.</summary>
    public static int? NearestDivisor(int of, int near) =>
        AllDivisors(of).Where(d => d > 1 && d < of).OrderBy(d => Math.Abs(d - near)).ThenBy(static d => d).Select(static d => (int?)d).FirstOrDefault();

    private static int[] AllDivisors(int number) => [.. Enumerable.Range(1, number).Where(d => number % d == 0)];
}
