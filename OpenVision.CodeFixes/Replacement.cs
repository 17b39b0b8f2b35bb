using Microsoft.CodeAnalysis;

namespace OpenVision.CodeFixes;

/// <summary>A node and what stands in its place after a fix.</summary>
/// <param name="Old">The node as it is written.</param>
/// <param name="New">The node as it should be.</param>
internal sealed record Replacement(SyntaxNode Old, SyntaxNode New)
{
    /// <summary>A solution with nodes replaced, be they in one document or in several.</summary>
    /// <param name="replacements">The nodes, none inside another.</param>
    /// <param name="solution">The solution that they are of.</param>
    public static Solution Apply(IReadOnlyList<Replacement> replacements, Solution solution)
    {
        Solution changed = solution;
        foreach (IGrouping<SyntaxTree, Replacement> file in replacements.GroupBy(static replacement => replacement.Old.SyntaxTree))
        {
            if (solution.GetDocument(file.Key) is { } document)
            {
                Dictionary<SyntaxNode, SyntaxNode> nodes = file.ToDictionary(static replacement => replacement.Old, static replacement => replacement.New);
                changed = changed.WithDocumentSyntaxRoot(document.Id, file.Key.GetRoot().ReplaceNodes(nodes.Keys, (old, _) => nodes[old]));
            }
        }

        return changed;
    }
}
