using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Adds attributes to a class that has some.</summary>
internal static class AttributeLists
{
    /// <summary>Adds an attribute behind the last one, on a line of its own where that has one.</summary>
    /// <param name="type">The class.</param>
    /// <param name="beside">An attribute of the same namespace, whose qualification the new one takes over.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="arguments">Its arguments in parentheses.</param>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, AttributeSyntax beside, string name, string arguments)
    {
        AttributeListSyntax last = type.AttributeLists.Last();
        SyntaxTriviaList after = last.GetTrailingTrivia();

        // Parsed, since an editor lays out anew what is around nodes that are built.
        AttributeListSyntax added = SyntaxFactory.ParseCompilationUnit($"[{Qualified(beside.Name, name)}{arguments}] class Any;").Members[0].AttributeLists[0]
            .WithLeadingTrivia(after.EndsLine() ? last.GetLeadingTrivia().Indentation() : default)
            .WithTrailingTrivia(after.Spacing());
        return type.WithAttributeLists(type.AttributeLists.Add(added));
    }

    private static string Qualified(NameSyntax like, string name) => like switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}.{name}",
        AliasQualifiedNameSyntax qualified => $"{qualified.Alias}::{name}",
        _ => name,
    };
}
