namespace OpenVision.Cli;

/// <summary>Guesses which name was meant.</summary>
internal static class NearestName
{
    /// <summary>The known name that takes the fewest edits, if they are few for its length; the first of equals.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The names there are.</param>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        // A typed word can be of any length; no name is this long.
        if (typed.Length > 100)
        {
            return null;
        }

        (string? name, int distance) = known
            .Select(name => ((string?)name, Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .DefaultIfEmpty((null, int.MaxValue))
            .MinBy(pair => pair.Item2);
        return name is not null && distance <= Math.Max(2, name.Length / 3) && distance < name.Length ? name : null;
    }

    /// <summary>A hint: the nearest name, or all of them where none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="kind">What the names name, in the plural, such as <c>recipes</c>.</param>
    /// <param name="known">The names there are.</param>
    public static string Hint(string typed, string kind, IReadOnlyCollection<string> known) =>
        Of(typed, known) is { } nearest ? $"Did you mean '{nearest}'?"
        : known.Count == 0 ? $"This program declares no {kind}."
        : $"The {kind} are {Sentence.List(known, "and")}.";

    // The number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int replaced = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], 1 + cost[i - 2, j - 2]);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
