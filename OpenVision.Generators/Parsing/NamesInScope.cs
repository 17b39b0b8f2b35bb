using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Parsing;

/// <summary>Finds which names of the runtime mean something else to a class. Every edit asks it of every class, so scopes are looked through once.</summary>
internal static class NamesInScope
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, HashSet<string>>> Scopes = new();

    /// <summary>The names that are taken, in ordinal order.</summary>
    /// <param name="type">The class.</param>
    /// <param name="node">Its declaration.</param>
    /// <param name="model">What the declaration's file means.</param>
    public static IEnumerable<string> Taken(INamedTypeSymbol type, BaseTypeDeclarationSyntax node, SemanticModel model)
    {
        HashSet<string> around = Scope(node) is { } scope
            ? Scopes.GetOrCreateValue(model.Compilation).GetOrAdd(scope, _ => Around(node, model))
            : Around(node, model);
        return RuntimeNames.All.Keys
            .Where(name => around.Contains(name) || !type.GetMembers(name).IsEmpty)
            .OrderBy(static name => name, StringComparer.Ordinal);
    }

    private static HashSet<string> Around(BaseTypeDeclarationSyntax node, SemanticModel model) =>
    [
        .. RuntimeNames.All
            .Where(name => model.LookupSymbols(node.Identifier.SpanStart, name: name.Key)
                .Any(symbol => $"{symbol.ContainingSymbol?.ToDisplayString()}.{symbol.Name}" != name.Value))
            .Select(static name => name.Key),
    ];

    // Classes in the same namespace under the same usings see the same names, unless their file has types of its own.
    private static string? Scope(BaseTypeDeclarationSyntax node)
    {
        List<string> scope = [];
        for (SyntaxNode? outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case BaseNamespaceDeclarationSyntax space when !HasFileTypes(space.Members):
                    scope.Add($"{space.Name} {space.Externs} {space.Usings}");
                    break;
                case CompilationUnitSyntax unit when !HasFileTypes(unit.Members):
                    scope.Add($"{unit.Externs} {unit.Usings}");
                    break;
                default:
                    return null;
            }
        }

        return string.Join("\n", scope);
    }

    private static bool HasFileTypes(SyntaxList<MemberDeclarationSyntax> members) =>
        members.Any(static member => member.Modifiers.Any(SyntaxKind.FileKeyword));
}
