using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>
/// Reports the broken rules of one family. The generator checks the same rules over the same specs, and reports none of
/// them: a diagnostic of an analyzer has its true place in the source, and can be suppressed there.
/// </summary>
/// <param name="family">The family: the category that its rules have.</param>
public abstract class FamilyAnalyzer(string family) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.Of(family);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    /// <summary>Checks what cannot be told from a class alone; nothing in most families.</summary>
    /// <param name="context">The class and its compilation.</param>
    private protected virtual void CheckAround(SymbolAnalysisContext context)
    {
    }

    private void Analyze(SymbolAnalysisContext context)
    {
        CheckAround(context);
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        foreach (Inspected inspected in Inspector.Inspect(type))
        {
            foreach (Finding finding in inspected.Findings.Where(finding => SupportedDiagnostics.Contains(finding.Rule)))
            {
                Location location = Locator.Locate(type, inspected.Attribute, finding.Place, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(finding.Rule, location, Edit.Write(finding.Edits), finding.Values));
            }
        }
    }
}
