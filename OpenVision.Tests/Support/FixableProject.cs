using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using OpenVision.CodeFixes;

namespace OpenVision.Tests.Support;

/// <summary>Sources in a workspace as an editor has them, with what our analyzers say about them and what is offered against it.</summary>
internal sealed class FixableProject : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly Project project;
    private readonly DeclarationFixProvider provider = new();

    /// <summary>Opens sources, a file each.</summary>
    public FixableProject(params string[] sources)
        : this(GeneratorHarness.Compile(sources))
    {
    }

    /// <summary>Opens the sources and references of a compilation.</summary>
    public FixableProject(CSharpCompilation compilation)
    {
        ProjectId id = ProjectId.CreateNewId();
        workspace.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Demo", "Demo", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: compilation.SyntaxTrees[0].Options, metadataReferences: compilation.References,
            documents: compilation.SyntaxTrees.Select(tree => DocumentInfo.Create(
                DocumentId.CreateNewId(id), tree.FilePath, filePath: tree.FilePath,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(tree.ToString()), VersionStamp.Default))))));
        project = workspace.CurrentSolution.GetProject(id)!;
        Findings = GeneratorHarness.Run((CSharpCompilation)project.GetCompilationAsync().GetAwaiter().GetResult()!).Findings();
    }

    /// <summary>What is reported, in the order of the source.</summary>
    public ImmutableArray<Diagnostic> Findings { get; }

    /// <summary>What an editor offers against a finding, first come first.</summary>
    public IReadOnlyList<CodeAction> Offered(Diagnostic finding)
    {
        if (!provider.FixableDiagnosticIds.Contains(finding.Id))
        {
            return [];
        }

        List<CodeAction> actions = [];
        provider.RegisterCodeFixesAsync(new CodeFixContext(DocumentOf(finding), finding, (action, _) => actions.Add(action), CancellationToken.None)).GetAwaiter().GetResult();
        return actions;
    }

    /// <summary>What an editor offers against all findings.</summary>
    public IReadOnlyList<CodeAction> Offered() => [.. Findings.SelectMany(Offered)];

    /// <summary>The sources after an action.</summary>
    public string[] Apply(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return [.. changed.GetProject(project.Id)!.Documents.Skip(1).Select(static document => document.GetTextAsync().GetAwaiter().GetResult().ToString())];
    }

    /// <summary>The sources after an action is taken against every finding of its rule.</summary>
    public string[] ApplyToAll(Diagnostic finding, CodeAction action)
    {
        FixAllContext context = new(
            DocumentOf(finding), provider, FixAllScope.Project, action.EquivalenceKey!, [finding.Id],
            new Provider([.. Findings.Where(found => found.Id == finding.Id)]), CancellationToken.None);
        CodeAction? all = provider.GetFixAllProvider().GetFixAsync(context).GetAwaiter().GetResult();
        Assert.NotNull(all);
        return Apply(all);
    }

    public void Dispose() => workspace.Dispose();

    private Document DocumentOf(Diagnostic finding) => project.GetDocument(finding.Location.SourceTree)!;

    private sealed class Provider(ImmutableArray<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(findings.Where(finding => document.FilePath == finding.Location.SourceTree?.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
