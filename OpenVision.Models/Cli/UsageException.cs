namespace OpenVision.Cli;

/// <summary>A command line that means nothing.</summary>
/// <param name="sentence">What is wrong.</param>
/// <param name="culprit">The argument that is wrong, as typed; null where one is missing.</param>
/// <param name="hint">What to type instead.</param>
internal sealed class UsageException(string sentence, string? culprit = null, string? hint = null) : Exception(sentence)
{
    /// <summary>The argument that is wrong, as typed; null where one is missing.</summary>
    public string? Culprit { get; } = culprit;

    /// <summary>What to type instead.</summary>
    public string? Hint { get; } = hint;
}
