using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.Generators.Parsing;

/// <summary>A class with an attribute of the DSL.</summary>
/// <param name="Type">The class.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Node">The part of the class that carries it.</param>
/// <param name="Model">What that part's file means.</param>
internal sealed record Found(INamedTypeSymbol Type, AttributeData Attribute, TypeDeclarationSyntax Node, SemanticModel Model)
{
    /// <summary>The class, where its part is the first to carry an attribute.</summary>
    /// <param name="node">The part.</param>
    /// <param name="model">What its file means.</param>
    /// <param name="attribute">The attribute's name in metadata.</param>
    public static Found? Of(TypeDeclarationSyntax node, SemanticModel model, string attribute)
    {
        // Two halves of a class may each carry the attribute, which the compiler reports; one file is emitted for them.
        string kind = AttributeNames.Declaring[attribute];
        return model.GetDeclaredSymbol(node) is INamedTypeSymbol type
            && type.GetAttributes().FirstOrDefault(one => AttributeNames.Kind(one) == kind) is { } first
            && AttributeNames.Of(first) == attribute
            && first.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == node.SyntaxTree
            && node.Span.Contains(reference.Span)
            ? new(type, first, node, model)
            : null;
    }
}

/// <summary>
/// What the attributes of classes were found to mean, as long as neither their file nor the project's surface changes. Roslyn itself would
/// bind the attributes of every class anew after every edit, which takes longer than everything else.
/// </summary>
/// <typeparam name="T">What an attribute means.</typeparam>
internal static class Kept<T>
    where T : class
{
    private static readonly ConditionalWeakTable<SyntaxNode, ConcurrentDictionary<string, Entry>> Classes = new();

    /// <summary>What an attribute of a class means; none where the class does not have it.</summary>
    /// <param name="node">A part of the class.</param>
    /// <param name="model">What its file means.</param>
    /// <param name="attribute">The attribute's name in metadata.</param>
    /// <param name="parse">Reads it.</param>
    public static T? Of(TypeDeclarationSyntax node, SemanticModel model, string attribute, Func<Found, T?> parse)
    {
        string surface = Surface.Of(model.Compilation);
        ConcurrentDictionary<string, Entry> entries = Classes.GetValue(node, static _ => new(StringComparer.Ordinal));
        if (!entries.TryGetValue(attribute, out Entry? entry) || entry.Surface != surface)
        {
            entries[attribute] = entry = new(surface, Found.Of(node, model, attribute) is { } found ? Memo<T>.Of(found.Attribute, _ => parse(found)!) : null);
        }

        return entry.Meaning;
    }

    private sealed record Entry(string Surface, T? Meaning);
}
