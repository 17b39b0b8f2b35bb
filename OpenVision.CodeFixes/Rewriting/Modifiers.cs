using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Changes the modifiers of a class.</summary>
internal static class Modifiers
{
    /// <summary>Adds a modifier as the last one, where <c>partial</c> has to be; nothing where the class has it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The modifier.</param>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, string name)
    {
        SyntaxToken keyword = type.Keyword;
        return Find(type, name).RawKind != 0 ? type : type
            .WithKeyword(keyword.WithLeadingTrivia())
            .AddModifiers(SyntaxFactory.ParseToken(name).WithLeadingTrivia(keyword.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space));
    }

    /// <summary>Removes a modifier; nothing where the class does not have it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The modifier.</param>
    public static TypeDeclarationSyntax Remove(TypeDeclarationSyntax type, string name)
    {
        SyntaxToken removed = Find(type, name);
        if (removed.RawKind == 0)
        {
            return type;
        }

        SyntaxToken next = removed.GetNextToken();
        SyntaxTriviaList leading = [.. removed.LeadingTrivia, .. removed.TrailingTrivia.Comments(), .. next.LeadingTrivia];
        TypeDeclarationSyntax moved = type.ReplaceToken(next, next.WithLeadingTrivia(leading));
        return moved.WithModifiers(moved.Modifiers.RemoveAt(type.Modifiers.IndexOf(removed)));
    }

    private static SyntaxToken Find(TypeDeclarationSyntax type, string name) => type.Modifiers.FirstOrDefault(modifier => modifier.ValueText == name);
}
