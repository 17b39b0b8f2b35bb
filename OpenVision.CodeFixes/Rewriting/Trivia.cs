using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>What stands between tokens, of which a fix keeps every comment.</summary>
internal static class Trivia
{
    /// <summary>Whether anything is more than space.</summary>
    public static bool HasComment(this IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Any(static one => !one.IsKind(SyntaxKind.WhitespaceTrivia) && !one.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The comments with the space between and behind them; nothing where there is only space.</summary>
    public static IEnumerable<SyntaxTrivia> Comments(this IReadOnlyList<SyntaxTrivia> trivia) =>
        trivia.HasComment() ? trivia.SkipWhile(static one => one.IsKind(SyntaxKind.WhitespaceTrivia)) : [];

    /// <summary>Whether a line ends.</summary>
    public static bool EndsLine(this IEnumerable<SyntaxTrivia> trivia) => trivia.Any(static one => one.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The space directly before a token, such as its line's indentation.</summary>
    public static SyntaxTriviaList Indentation(this SyntaxTriviaList trivia) =>
        [.. trivia.Reverse().TakeWhile(static one => one.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()];

    /// <summary>The space after a token up to its line's end, without a comment in between.</summary>
    public static SyntaxTriviaList Spacing(this SyntaxTriviaList trivia) =>
        trivia.HasComment() ? [.. trivia.Where(static one => one.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1)] : trivia;
}
