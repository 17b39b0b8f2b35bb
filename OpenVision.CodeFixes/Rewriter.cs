using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpenVision.CodeFixes.Rewriting;
using OpenVision.Generators.Diagnostics;

namespace OpenVision.CodeFixes;

/// <summary>Turns an edit into replaced nodes.</summary>
internal static class Rewriter
{
    /// <summary>What an edit replaces; nothing where it does not suit what is written.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IReadOnlyList<Replacement> Rewrite(Declaration declaration, Edit edit, CancellationToken cancellation) => edit.Kind switch
    {
        EditKind.Set => Argument(declaration, edit, (attribute, position) => Arguments.Set(attribute, edit.Name, position, edit.Value), cancellation),
        EditKind.Remove => Argument(declaration, edit, (attribute, _) => Arguments.Remove(attribute, edit.Name), cancellation),
        EditKind.AddAttribute => Written(declaration.AtFault, cancellation) is { } beside && beside.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? [new(type, AttributeLists.Add(type, beside, edit.Name, edit.Value))]
            : [],
        EditKind.AddModifier => Changed(declaration.Syntax(cancellation), type => Modifiers.Add(type, edit.Name)),
        EditKind.RemoveModifier => Needs(declaration.Type, edit.Name) ? [] : Changed(declaration.Syntax(cancellation), type => Modifiers.Remove(type, edit.Name)),
        EditKind.MakeClass => Changed(declaration.Syntax(cancellation).OfType<RecordDeclarationSyntax>(), Records.ToClass),
        EditKind.SortStages => StageOrder.Sort([.. declaration.Stages.Select(stage => Written(stage, cancellation)).OfType<AttributeSyntax>()], edit.Value),
        _ => [],
    };

    private static Replacement[] Argument(Declaration declaration, Edit edit, Func<AttributeSyntax, int, AttributeSyntax> change, CancellationToken cancellation)
    {
        if (declaration.Attribute(edit.On) is not { AttributeClass: { } type } data || Written(data, cancellation) is not { } syntax)
        {
            return [];
        }

        int position = data.AttributeConstructor?.Parameters.Select(static parameter => parameter.Name).ToList().IndexOf(edit.Name) ?? -1;
        return position >= 0 || HasProperty(type, edit.Name) ? [.. Changed([syntax], attribute => change(attribute, position))] : [];
    }

    private static bool HasProperty(INamedTypeSymbol? type, string name) =>
        type is not null && (type.GetMembers(name).OfType<IPropertySymbol>().Any(static property => property.SetMethod is not null) || HasProperty(type.BaseType, name));

    private static bool Needs(INamedTypeSymbol type, string modifier) => modifier switch
    {
        "abstract" => type.GetMembers().Any(static member => member.IsAbstract),
        "static" => type.GetMembers().OfType<IMethodSymbol>().Any(static method => method.IsExtensionMethod),
        _ => false,
    };

    private static AttributeSyntax? Written(AttributeData? attribute, CancellationToken cancellation) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    private static IReadOnlyList<Replacement> Changed<T>(IEnumerable<T> nodes, Func<T, SyntaxNode> change)
        where T : SyntaxNode =>
        [.. nodes.Select(node => new Replacement(node, change(node))).Where(static replacement => replacement.New != replacement.Old)];
}
