namespace OpenVision.Cli;

/// <summary>Says in a line why a verb failed.</summary>
internal static class FailureReport
{
    /// <summary>The line; with the whole exception below it where the user asked for that.</summary>
    /// <param name="error">What failed.</param>
    /// <param name="verbose">Whether to show the exception with its stack trace.</param>
    public static string Of(Exception error, bool verbose)
    {
        string line = error is OpenVisionException
            ? $"error: {OneLine(error.Message)}"
            : $"error: unexpected {error.GetType().Name}: {OneLine(error.Message)}";
        string advice = verbose || error is OpenVisionException ? "" : $" Run again with {CommandTree.Verbose} to see where.";
        return line + advice + (verbose ? $"{Environment.NewLine}{error}" : "");
    }

    // A library's message may have several lines.
    private static string OneLine(string message) =>
        Sentence.Plain(string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
}
