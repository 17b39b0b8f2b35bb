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
    public void TheWrongSnippetIsReportedUnderItsIdAloneAtTheSpanThatItMarks(string id)
    {
        GeneratedProject project = Project(id, "Wrong");
        string source = project.Input.SyntaxTrees[^1].ToString();
        Assert.Equal(
            MarkedSpans(source, id).Select(span => $"{id} at {span.Start}: {source[span.Start..span.End]}"),
            project.Findings().Select(finding => $"{finding.Id} at {finding.Location.SourceSpan.Start}: {source[finding.Location.SourceSpan.Start..finding.Location.SourceSpan.End]}"));
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
            string severity = rule.DefaultSeverity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "information" };
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {severity} | {rule.Title} |\n", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void WhatDoesNotStopABuildSaysHowToSilenceIt() => Assert.All(
        Rules.Where(static rule => rule.DefaultSeverity != DiagnosticSeverity.Error),
        static rule => Assert.Contains($"\n## How to silence it\n\n`dotnet_diagnostic.{rule.Id}.severity = none`", Read(rule.Id), StringComparison.Ordinal));

    [Fact]
    public void EverySentenceNamesWhatWasFound() => Assert.All(Rules, static rule => Assert.Contains("{0}", rule.MessageFormat.ToString(null), StringComparison.Ordinal));

    // A comment such as "// ^ OV4002: WarmupSamples = 2_048_000" marks that text in the line above it, where it stands once.
    private static IEnumerable<(int Start, int End)> MarkedSpans(string source, string id)
    {
        MatchCollection marks = Mark().Matches(source);
        Assert.NotEmpty(marks);
        foreach (Match mark in marks)
        {
            Assert.Equal(id, mark.Groups["id"].Value);
            string line = mark.Groups["line"].Value, text = mark.Groups["text"].Value;
            int start = line.IndexOf(text, StringComparison.Ordinal);
            Assert.True(start >= 0 && start == line.LastIndexOf(text, StringComparison.Ordinal), $"'{text}' has to stand once in: {line}");
            yield return (mark.Groups["line"].Index + start, mark.Groups["line"].Index + start + text.Length);
        }
    }

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

    [GeneratedRegex(@"^(?<line>.*)\n *// \^ (?<id>OV\d{4}): (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex("```(?<language>csharp|json)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
