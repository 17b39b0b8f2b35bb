using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV9nnn: the form of a class, to which a second half must fit, and its name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer() : FamilyAnalyzer(Descriptors.Shape)
{
    // The command line tells classes apart by their simple names. Of two the later by full name is at fault.
    private protected override void CheckAround(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (type.ContainingType is not null || Declaring(type) is not { } declaring)
        {
            return;
        }

        string? other = context.Compilation.GetSymbolsWithName(type.Name, SymbolFilter.Type, context.CancellationToken)
            .OfType<INamedTypeSymbol>()
            .Where(static found => found.ContainingType is null && Declaring(found) is not null)
            .Select(static found => found.ToDisplayString())
            .Where(found => string.CompareOrdinal(found, type.ToDisplayString()) < 0)
            .OrderBy(static found => found, StringComparer.Ordinal)
            .FirstOrDefault();
        if (other is not null)
        {
            Location location = Locator.Locate(type, declaring, Place.Name, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SameName, location, type.Name, other));
        }
    }

    private static AttributeData? Declaring(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static attribute => AttributeNames.Kind(attribute).Length > 0);
}
