using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace OpenVision.Tests.Support;

/// <summary>A compilation with what the generators added to it.</summary>
/// <param name="Input">The user's sources.</param>
/// <param name="Output">The same with generated sources.</param>
/// <param name="Result">What the generators did.</param>
internal sealed record GeneratedProject(CSharpCompilation Input, Compilation Output, GeneratorDriverRunResult Result)
{
    // One pass for both: binding a compilation is what costs.
    private ImmutableArray<Diagnostic>? all;

    /// <summary>The additional files that the analyzers see.</summary>
    public IReadOnlyList<(string Path, string Text)> Additional { get; init; } = [];

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } =
        Result.Results.SelectMany(static generator => generator.GeneratedSources).ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());

    /// <summary>A generated file.</summary>
    public string File(string hintName) => Files.TryGetValue(hintName, out string? text)
        ? text
        : throw new KeyNotFoundException($"{hintName} was not generated; there are {string.Join(", ", Files.Keys)}.");

    /// <summary>What the compiler says, from warnings up.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics() =>
        [.. All().Where(static diagnostic => !IsOurs(diagnostic) && diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingDocumentation(diagnostic))];

    /// <summary>What our analyzers say, in the order of the source.</summary>
    public ImmutableArray<Diagnostic> Findings() =>
        [.. All().Where(IsOurs)
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)];

    /// <summary>Checks that everything compiles without a warning and that no analyzer has anything to say.</summary>
    public GeneratedProject AssertClean()
    {
        Assert.Empty(CompilerDiagnostics());
        Assert.Empty(Findings());
        return this;
    }

    private ImmutableArray<Diagnostic> All() => all ??=
        Output.WithAnalyzers(GeneratorHarness.Analyzers, new AnalyzerOptions([.. Additional.Select(static file => new AdditionalFile(file.Path, file.Text))]))
            .GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    private sealed class AdditionalFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    // AD0001 is the compiler's word on an analyzer that threw.
    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("OV", StringComparison.Ordinal) || diagnostic.Id == "AD0001";

    // Whether users document their classes is theirs; that generated members are documented is ours.
    private static bool IsMissingDocumentation(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true;
}
