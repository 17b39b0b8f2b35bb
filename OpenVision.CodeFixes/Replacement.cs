using Microsoft.CodeAnalysis;

namespace OpenVision.CodeFixes;

/// <summary>A node and what stands in its place after a fix.</summary>
/// <param name="Old">The node as it is written.</param>
/// <param name="New">The node as it should be.</param>
internal sealed record Replacement(SyntaxNode Old, SyntaxNode New)
{
    /// <summary>Those of nodes that somebody wrote, and no generator.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="replacements">The nodes.</param>
    public static IReadOnlyList<Replacement> Within(Solution solution, IEnumerable<Replacement> replacements) =>
        [.. replacements.Where(replacement => solution.GetDocument(replacement.Old.SyntaxTree) is not null and not SourceGeneratedDocument)];

    /// <summary>A solution with nodes replaced, be they in one document or in several.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="replacements">The nodes, none inside another, each in a document of the solution.</param>
    public static Solution Apply(Solution solution, IReadOnlyList<Replacement> replacements)
    {
        Solution changed = solution;
        foreach (IGrouping<SyntaxTree, Replacement> file in replacements.GroupBy(static replacement => replacement.Old.SyntaxTree))
        {
            Dictionary<SyntaxNode, SyntaxNode> nodes = file.ToDictionary(static replacement => replacement.Old, static replacement => replacement.New);
            changed = changed.WithDocumentSyntaxRoot(solution.GetDocument(file.Key)!.Id, file.Key.GetRoot().ReplaceNodes(nodes.Keys, (old, _) => nodes[old]));
        }

        return changed;
    }
}
