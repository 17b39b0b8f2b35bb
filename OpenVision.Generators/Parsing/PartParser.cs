using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads the attributes of the classes that a recipe trains.</summary>
internal static class PartParser
{
    // Members of the emitted graph: in an expression such a name is the member, not the user's class.
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Create", "Decoder", "Definition", "Dispose", "Graph", "Parameters", "PresetDecoder", "Scale", "Spec", "Step", "Text", "Vision",
        "Adapters", "AdapterParameters", "Connector", "ConnectorParameters", "Language", "LanguageParameters", "Newline", "PictureTokens", "Prepare",
        "Preprocess", "Seal", "Settings", "Trainability", "VisionParameters", "language", "batch", "caption", "contrastive", "decoder", "image", "scale", "scope", "settings", "text", "texts", "total", "vision", "words",
    };

    /// <summary>A class as it is written inside a recipe: its name alone where that can mean nothing else.</summary>
    /// <param name="part">The class.</param>
    /// <param name="recipe">The recipe.</param>
    public static string Written(ITypeSymbol part, INamedTypeSymbol recipe)
    {
        bool plain = part.ContainingType is null
            && SymbolEqualityComparer.Default.Equals(part.ContainingNamespace, recipe.ContainingNamespace)
            && part.Name != recipe.Name
            && !Members.Contains(part.Name)
            && recipe.GetMembers(part.Name).IsEmpty;
        return plain ? TypeDeclarationParser.Identifier(part.Name) : TypeDeclarationParser.FullName(part);
    }

    /// <summary>What a class's model attribute means; none where it does not have that attribute.</summary>
    public static Parsed<TSpec>? Parse<TSpec>(ITypeSymbol part, string attributeName, Func<INamedTypeSymbol, AttributeData, Parsed<TSpec>> parse) =>
        part is INamedTypeSymbol type && type.AttributeNamed(attributeName) is { } attribute ? Memo<Parsed<TSpec>>.Of(attribute, found => parse(type, found)) : null;

    /// <summary>How a class stands as a part of a recipe.</summary>
    public static RecipePart Describe<TSpec>(ITypeSymbol part, string attributeName, Parsed<TSpec>? parsed) => new()
    {
        Name = part.Name,
        Attribute = AttributeNames.Declaring[attributeName],
        // The compiler itself reports a class that does not exist.
        IsModel = parsed is not null || part.TypeKind == TypeKind.Error,
        Swept = part is { DeclaringSyntaxReferences.IsEmpty: false, ContainingType: { } outer } && outer.AttributeNamed(AttributeNames.Sweep) is not null,
    };

    /// <summary>The first rule that a part of a recipe breaks by itself: it is reported there and keeps the recipe from being emitted.</summary>
    public static string? FirstFailure(ITypeSymbol part) => part is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
        ? Finding.FirstFailure(Inspector.Inspect(type).SelectMany(static inspected => inspected.Findings))
        : $"{part.Name} does not exist";
}
