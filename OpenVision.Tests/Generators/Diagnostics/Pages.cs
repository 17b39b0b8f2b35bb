using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

/// <summary>The rules and the pages that document them.</summary>
internal static partial class Pages
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static DiagnosticDescriptor[] Rules { get; } =
        [.. GeneratorHarness.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>A page's text.</summary>
    public static string Read(string page) =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", $"{page}.md")).ReplaceLineEndings("\n");

    /// <summary>The only C# snippet under a heading of a page.</summary>
    public static string Snippet(string id, string heading) => Assert.Single(Snippets(id, heading, "csharp"));

    /// <summary>The snippets in a language under a heading of a page.</summary>
    public static string[] Snippets(string id, string heading, string language)
    {
        string page = Read(id);
        int start = page.IndexOf($"## {heading}\n", StringComparison.Ordinal), end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page of {id} has no part '{heading}'.");
        return [.. Fenced().Matches(end < 0 ? page[start..] : page[start..end]).Where(block => block.Groups["language"].Value == language).Select(static block => block.Groups["code"].Value)];
    }

    [GeneratedRegex("```(?<language>csharp|json)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
