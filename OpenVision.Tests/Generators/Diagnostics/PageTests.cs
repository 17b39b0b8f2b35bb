using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

/// <summary>Every diagnostic has a page whose snippets behave as the page says, a row in the index and one in the ledger.</summary>
public sealed partial class PageTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [.. GeneratorHarness.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheWrongSnippetIsReportedUnderItsIdAlone(string id)
    {
        GeneratedProject project = Project(id, "Wrong");
        Assert.Equal([id], project.Findings().Select(static finding => finding.Id).Distinct());
        Assert.Empty(project.CompilerDiagnostics());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheRightSnippetIsNotReported(string id) => Project(id, "Right").AssertClean();

    [Fact]
    public void EveryRuleHasItsPageAndEveryPageItsRule()
    {
        Assert.Equal(Rules.Select(static rule => rule.HelpLinkUri), Rules.Select(static rule => $"docs/diagnostics/{rule.Id}.md"));
        Assert.Equal(
            Rules.Select(static rule => rule.Id),
            Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "OV*.md").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryPageAndEveryRowOfTheIndexHasTheTitleOfItsRule()
    {
        string index = Read("README");
        Assert.All(Rules, rule =>
        {
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", Read(rule.Id), StringComparison.Ordinal);
            string severity = rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "information";
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {severity} | {rule.Title} |\n", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void EverySentenceNamesWhatWasFound() => Assert.All(Rules, static rule => Assert.Contains("{0}", rule.MessageFormat.ToString(null), StringComparison.Ordinal));

    private static GeneratedProject Project(string id, string heading)
    {
        string page = Read(id);
        int start = page.IndexOf($"## {heading}\n", StringComparison.Ordinal), end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        MatchCollection blocks = Fenced().Matches(end < 0 ? page[start..] : page[start..end]);
        string[] Of(string language) => [.. blocks.Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value)];
        Assert.Single(Of("csharp"));
        return GeneratorHarness.Run(Of("csharp")) with { Additional = [.. Of("json").Select(text => ("open_clip_config.json", text))] };
    }

    private static string Read(string page) =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", $"{page}.md")).ReplaceLineEndings("\n");

    [GeneratedRegex("```(?<language>csharp|json)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
