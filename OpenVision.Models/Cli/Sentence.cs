namespace OpenVision.Cli;

/// <summary>Puts words together for people.</summary>
internal static class Sentence
{
    /// <summary><c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    /// <param name="items">The items.</param>
    /// <param name="joint">The word before the last.</param>
    public static string List(IReadOnlyCollection<string> items, string joint) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} {joint} {items.Last()}";

    /// <summary>A text without the control characters that could steer a terminal or break a line.</summary>
    /// <param name="text">The text, perhaps from an argument, a file or a shard.</param>
    public static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
