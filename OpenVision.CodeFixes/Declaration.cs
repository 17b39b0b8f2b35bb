using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OpenVision.Generators.Diagnostics;

namespace OpenVision.CodeFixes;

/// <summary>A class at fault, with the attributes that a fix may have to change.</summary>
/// <param name="Type">The class.</param>
/// <param name="AtFault">The attribute that a diagnostic stands on; none where it stands on the class's name.</param>
internal sealed record Declaration(INamedTypeSymbol Type, AttributeData? AtFault)
{
    // A part of a recipe or a model, by the type parameter that it is named for, has the attribute of its kind.
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["TVision"] = "VisionModelAttribute",
        ["TText"] = "TextModelAttribute",
        ["TDecoder"] = "CaptionDecoderAttribute",
    };

    /// <summary>The class around a diagnostic's place.</summary>
    /// <param name="document">The document that it is in.</param>
    /// <param name="span">The place.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Declaration?> FindAsync(Document document, TextSpan span, CancellationToken cancellation)
    {
        SyntaxNode? node = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))?.FindNode(span);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null || node?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } type)
        {
            return null;
        }

        AttributeSyntax? attribute = node.FirstAncestorOrSelf<AttributeSyntax>();
        return new(type, attribute is null ? null : type.GetAttributes().FirstOrDefault(data => data.ApplicationSyntaxReference?.GetSyntax(cancellation) == attribute));
    }

    /// <summary>The class named for a type parameter such as <c>TText</c>; none for other words.</summary>
    /// <param name="parameter">The type parameter.</param>
    public INamedTypeSymbol? Part(string parameter)
    {
        foreach (INamedTypeSymbol attribute in Type.GetAttributes().Select(static data => data.AttributeClass).OfType<INamedTypeSymbol>())
        {
            int index = attribute.TypeParameters.Select(static named => named.Name).ToList().IndexOf(parameter);
            if (index >= 0 && IsOurs(attribute))
            {
                return attribute.TypeArguments[index] as INamedTypeSymbol;
            }
        }

        return null;
    }

    /// <summary>The attribute that an edit is of; none where the class does not have it.</summary>
    /// <param name="on">Whose argument, as <see cref="Edit.On"/> says.</param>
    public AttributeData? Attribute(string on) => on switch
    {
        "" => AtFault,
        Edit.Recipe => Named(Type, "TrainRecipeAttribute").FirstOrDefault(),
        _ => Parts.TryGetValue(on, out string? name) && Part(on) is { } part ? Named(part, name).FirstOrDefault() : null,
    };

    /// <summary>The class's stages in the order in which they are trained.</summary>
    public IEnumerable<AttributeData> Stages => Named(Type, "StageAttribute");

    /// <summary>The parts of the class that its user wrote.</summary>
    /// <param name="cancellation">Stops the search.</param>
    public IEnumerable<TypeDeclarationSyntax> Syntax(CancellationToken cancellation) =>
        Type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static IEnumerable<AttributeData> Named(INamedTypeSymbol type, string name) =>
        type.GetAttributes().Where(attribute => attribute.AttributeClass is { } found && found.Name == name && IsOurs(found));

    private static bool IsOurs(INamedTypeSymbol attribute) =>
        attribute.ContainingNamespace is { Name: "OpenVision", ContainingNamespace.IsGlobalNamespace: true };
}
