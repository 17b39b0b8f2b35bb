namespace OpenVision.Cli;

/// <summary>Shows what is wrong with a command line: the sentence, the line as typed, carets under the culprit, a hint.</summary>
internal static class UsageReport
{
    /// <summary>The report, its lines ending in line feeds.</summary>
    /// <param name="args">The arguments as typed.</param>
    /// <param name="error">What is wrong.</param>
    public static string Of(IReadOnlyList<string> args, UsageException error)
    {
        List<string> lines = [Sentence.Plain($"error: {error.Message}")];
        if (args.Count > 0)
        {
            string[] shown = [.. args.Select(Shown)];
            lines.Add("  " + string.Join(' ', shown));
            if (Span(args, shown, error.Culprit) is (int start, int length))
            {
                lines.Add(new string(' ', 2 + start) + new string('^', length));
            }
        }

        if (error.Hint is { } hint)
        {
            lines.Add(Sentence.Plain(hint));
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    // The culprit's place in the line. An option may be typed together with its value: --seed=x.
    private static (int Start, int Length)? Span(IReadOnlyList<string> args, string[] shown, string? culprit)
    {
        if (culprit is null)
        {
            return null;
        }

        for (int i = args.Count - 1; i >= 0; i--)
        {
            if (args[i] == culprit || args[i].EndsWith('=' + culprit, StringComparison.Ordinal) || args[i].StartsWith(culprit + '=', StringComparison.Ordinal))
            {
                return (shown.Take(i).Sum(arg => arg.Length + 1), shown[i].Length);
            }
        }

        return null;
    }

    private static string Shown(string arg)
    {
        string plain = Sentence.Plain(arg);
        return plain.Length == 0 || plain.Contains(' ', StringComparison.Ordinal) ? $"\"{plain}\"" : plain;
    }
}
