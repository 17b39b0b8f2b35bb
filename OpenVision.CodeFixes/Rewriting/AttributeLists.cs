using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Adds attributes to a class that has some.</summary>
internal static class AttributeLists
{
    /// <summary>Adds an attribute behind the last one, on a line of its own where that has one.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The attribute's name, from <c>global::</c> on.</param>
    /// <param name="arguments">Its arguments in parentheses.</param>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, string name, string arguments)
    {
        AttributeListSyntax last = type.AttributeLists.Last();
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(name).WithAdditionalAnnotations(Simplifier.Annotation), SyntaxFactory.ParseAttributeArgumentList(arguments));
        SyntaxTriviaList after = last.GetTrailingTrivia();
        AttributeListSyntax added = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(after.EndsLine() ? last.GetLeadingTrivia().Indentation() : default)
            .WithTrailingTrivia(after.Spacing());
        return type.WithAttributeLists(type.AttributeLists.Add(added));
    }
}
