using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.CodeFixes.Rewriting;

/// <summary>Puts the stages of a recipe into another order.</summary>
internal static class StageOrder
{
    /// <summary>The stages in an order; nothing where they are not those that the order was made for, or lie in several files.</summary>
    /// <param name="stages">The attributes as they are written.</param>
    /// <param name="order">Which of them comes first, second and so on, from 0: <c>1,0,2</c>.</param>
    public static IReadOnlyList<Replacement> Sort(IReadOnlyList<AttributeSyntax> stages, string order)
    {
        int[] places = [.. order.Split(',').Select(static place => int.Parse(place, CultureInfo.InvariantCulture))];
        if (places.Length != stages.Count || stages.Select(static stage => stage.FirstAncestorOrSelf<TypeDeclarationSyntax>()).Distinct().Count() != 1)
        {
            return [];
        }

        // A stage on a line of its own brings its comments along.
        AttributeListSyntax[] lines = [.. stages.Select(static stage => (AttributeListSyntax)stage.Parent!)];
        return lines.All(IsLine)
            ? Place(lines, places, static (line, _) => line)
            : Place(stages, places, static (stage, place) => stage.WithTriviaFrom(place));
    }

    // Above the first attribute stands what documents the class.
    private static bool IsLine(AttributeListSyntax list) =>
        list.Attributes.Count == 1 && !list.ContainsDirectives && list.GetTrailingTrivia().EndsLine() && list.Parent is TypeDeclarationSyntax type && type.AttributeLists[0] != list
        && list.GetFirstToken().GetPreviousToken().TrailingTrivia.EndsLine();

    private static Replacement[] Place<T>(IReadOnlyList<T> written, int[] places, Func<T, T, T> fit)
        where T : SyntaxNode =>
        [.. places.Select((from, to) => new Replacement(written[to], fit(written[from], written[to]))).Where(static moved => moved.New != moved.Old)];
}
