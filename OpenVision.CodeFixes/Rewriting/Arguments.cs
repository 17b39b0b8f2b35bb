using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Changes the arguments of an attribute; what stands around them stays.</summary>
internal static class Arguments
{
    /// <summary>Gives an argument a value: in place where it is written, at the end where it is not.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's property or parameter.</param>
    /// <param name="position">The parameter's place; -1 for a property, and only that may be absent.</param>
    /// <param name="value">The value as C# writes it, its types from <c>global::</c> on.</param>
    public static AttributeSyntax Set(AttributeSyntax attribute, string name, int position, string value)
    {
        // Parsed, since an editor lays out anew what is around nodes that are built.
        AttributeArgumentListSyntax parsed = SyntaxFactory.ParseAttributeArgumentList($"({name} = {value})")!;
        AttributeArgumentListSyntax list = parsed.ReplaceNode(parsed.Arguments[0].Expression, parsed.Arguments[0].Expression.WithAdditionalAnnotations(Simplifier.Annotation));
        return Find(attribute, name, position) is { } written ? attribute.ReplaceNode(written.Expression, list.Arguments[0].Expression.WithTriviaFrom(written.Expression))
            : position < 0 ? Append(attribute, list)
            : attribute;
    }

    /// <summary>Removes a named argument, and the parentheses where it is the only one.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's property.</param>
    public static AttributeSyntax Remove(AttributeSyntax attribute, string name)
    {
        if (attribute.ArgumentList is not { } list || Find(attribute, name, -1) is not { } removed)
        {
            return attribute;
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = list.Arguments;
        int index = arguments.IndexOf(removed);
        if (arguments.Count == 1)
        {
            // The list may hold a comment; without one nothing needs it.
            SyntaxTriviaList inside = [.. list.OpenParenToken.TrailingTrivia, .. removed.GetLeadingTrivia(), .. removed.GetTrailingTrivia()];
            return inside.HasComment()
                ? attribute.WithArgumentList(list.WithArguments(default).WithOpenParenToken(list.OpenParenToken.WithTrailingTrivia(inside)))
                : attribute.WithName(attribute.Name.WithTrailingTrivia(list.GetTrailingTrivia())).WithArgumentList(null);
        }

        return attribute.WithArgumentList(list.WithArguments(index < arguments.Count - 1 ? WithoutInner(arguments, index) : WithoutLast(arguments)));
    }

    private static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name, int position)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            ?? (position < 0 ? null : arguments.TakeWhile(static argument => argument.NameEquals is null && argument.NameColon is null).ElementAtOrDefault(position));
    }

    private static AttributeSyntax Append(AttributeSyntax attribute, AttributeArgumentListSyntax parsed)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return attribute
                .WithName(attribute.Name.WithTrailingTrivia())
                .WithArgumentList(parsed.WithTrailingTrivia(attribute.Name.GetTrailingTrivia()));
        }

        if (list.Arguments.Count == 0)
        {
            return attribute.WithArgumentList(list.WithArguments(parsed.Arguments));
        }

        // Laid out like the argument before: on a line of its own where that has one, behind a comma or before it.
        AttributeArgumentSyntax last = list.Arguments.Last();
        SyntaxTriviaList after = last.GetTrailingTrivia();
        SyntaxToken before = list.Arguments.GetSeparators().LastOrDefault();
        bool commaLeads = before.LeadingTrivia.Count > 0;
        SyntaxTriviaList gap = after.HasComment() && !commaLeads ? (after.EndsLine() ? after : after.Add(SyntaxFactory.Space))
            : before.IsKind(SyntaxKind.CommaToken) ? before.TrailingTrivia.Spacing()
            : [SyntaxFactory.Space];
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(
        [
            .. list.Arguments.GetWithSeparators().Take(list.Arguments.GetWithSeparators().Count - 1),
            last.WithTrailingTrivia(!commaLeads ? default : after.EndsLine() ? after : list.Arguments[list.Arguments.Count - 2].GetTrailingTrivia().Spacing()),
            SyntaxFactory.Token(before.LeadingTrivia.Indentation(), SyntaxKind.CommaToken, gap),
            parsed.Arguments[0].WithLeadingTrivia(last.GetLeadingTrivia().Indentation()).WithTrailingTrivia(after.Spacing()),
        ])));
    }

    // What follows takes the place; comments behind the argument stay before it.
    private static SeparatedSyntaxList<AttributeArgumentSyntax> WithoutInner(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, int index)
    {
        SyntaxToken comma = arguments.GetSeparator(index);
        AttributeArgumentSyntax removed = arguments[index], next = arguments[index + 1];
        SyntaxTrivia[] behind = [.. removed.GetTrailingTrivia(), .. comma.GetAllTrivia(), .. next.GetLeadingTrivia()];
        SyntaxTriviaList leading = [.. removed.GetLeadingTrivia(), .. behind.Comments()];
        SyntaxNodeOrTokenList all = arguments.GetWithSeparators();
        return SyntaxFactory.SeparatedList<AttributeArgumentSyntax>([.. all.Take(2 * index), next.WithLeadingTrivia(leading), .. all.Skip((2 * index) + 3)]);
    }

    private static SeparatedSyntaxList<AttributeArgumentSyntax> WithoutLast(SeparatedSyntaxList<AttributeArgumentSyntax> arguments)
    {
        int index = arguments.Count - 1;
        AttributeArgumentSyntax removed = arguments[index], previous = arguments[index - 1];
        SyntaxTriviaList ahead = [.. previous.GetTrailingTrivia(), .. arguments.GetSeparator(index - 1).GetAllTrivia(), .. removed.GetLeadingTrivia()];
        SyntaxTriviaList kept = [.. ahead.Take(ahead.Count - ahead.Indentation().Count)];
        SyntaxTriviaList behind = removed.GetTrailingTrivia();
        SyntaxTriviaList trailing = !ahead.HasComment() ? behind
            : behind.HasComment() ? [.. ahead, .. behind.Comments()]
            : !kept.Last().IsKind(SyntaxKind.EndOfLineTrivia) ? [.. kept, .. behind]
            : behind.EndsLine() ? kept
            : ahead;
        SyntaxNodeOrTokenList all = arguments.GetWithSeparators();
        return SyntaxFactory.SeparatedList<AttributeArgumentSyntax>([.. all.Take(2 * (index - 1)), previous.WithTrailingTrivia(trailing)]);
    }
}
