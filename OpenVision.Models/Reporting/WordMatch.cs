namespace OpenVision.Reporting;

/// <summary>Finds the words that two texts share in the same order (their longest common subsequence).</summary>
internal static class WordMatch
{
    // Texts beyond this length are cut off on a sheet anyway; the table grows with the product of both lengths.
    private const int Longest = 512;

    /// <summary>For each word of the second text, whether it is matched; case and marks at a word's end do not count.</summary>
    /// <param name="reference">The first text's words.</param>
    /// <param name="words">The second text's words.</param>
    public static bool[] Of(IReadOnlyList<string> reference, IReadOnlyList<string> words)
    {
        string[] first = [.. reference.Take(Longest).Select(Bare)], second = [.. words.Take(Longest).Select(Bare)];

        // length[i, j]: the longest common subsequence of first[i..] and second[j..].
        int[,] length = new int[first.Length + 1, second.Length + 1];
        for (int i = first.Length - 1; i >= 0; i--)
        {
            for (int j = second.Length - 1; j >= 0; j--)
            {
                length[i, j] = first[i] == second[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        bool[] matched = new bool[words.Count];
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            if (first[i] == second[j])
            {
                matched[j] = true;
                (i, j) = (i + 1, j + 1);
            }
            else if (length[i + 1, j] >= length[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return matched;
    }

    private static string Bare(string word) => word.TrimEnd('.', ',', '!', '?', ';', ':').ToLowerInvariant();
}
