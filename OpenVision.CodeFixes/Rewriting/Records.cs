using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Turns records into classes.</summary>
internal static class Records
{
    /// <summary>The class with a record's members.</summary>
    /// <param name="type">A <c>record</c> or a <c>record class</c>.</param>
    public static ClassDeclarationSyntax ToClass(RecordDeclarationSyntax type)
    {
        SyntaxToken end = type.ClassOrStructKeyword.RawKind == 0 ? type.Keyword : type.ClassOrStructKeyword;
        SyntaxTrivia[] between = end == type.Keyword ? [] : [.. type.Keyword.TrailingTrivia, .. end.LeadingTrivia];
        return SyntaxFactory.ClassDeclaration(
            type.AttributeLists,
            type.Modifiers,
            SyntaxFactory.Token([.. type.Keyword.LeadingTrivia, .. between.Comments()], SyntaxKind.ClassKeyword, end.TrailingTrivia),
            type.Identifier,
            type.TypeParameterList,
            type.ParameterList,
            type.BaseList,
            type.ConstraintClauses,
            type.OpenBraceToken,
            type.Members,
            type.CloseBraceToken,
            type.SemicolonToken);
    }
}
