using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpenVision.Generators.Diagnostics.Rules;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads where and how a class is declared.</summary>
internal static class TypeDeclarationParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    // No generic arguments and no escapes: not every character of a C# name may stand in a file's.
    private static readonly SymbolDisplayFormat HintFormat =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The class as far as emission needs it.</summary>
    public static TypeDeclaration Parse(INamedTypeSymbol type, SyntaxNode node, SemanticModel model) =>
        Bare(type) with { TakenNames = new(NamesInScope.Taken(type, (BaseTypeDeclarationSyntax)node, model)) };

    /// <summary>The class alone, without what its surroundings mean.</summary>
    public static TypeDeclaration Bare(INamedTypeSymbol type) => new()
    {
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat),
        Name = Identifier(type.Name),
        FullName = FullName(type),
        HintName = type.ToDisplayString(HintFormat),
        Documented = Declarations(type).Any(IsDocumented),
        Extensible = !ShapeRules.Check(Shape(type)).Any(),
        Published = new(PublishedParser.Parse(type)),
        TakenNames = default,
    };

    /// <summary>How the class is declared, for the rules on its shape.</summary>
    public static TypeShape Shape(INamedTypeSymbol type)
    {
        TypeDeclarationSyntax[] parts = [.. Declarations(type)];
        return new TypeShape
        {
            Name = type.Name,
            Partial = parts.All(static part => part.Modifiers.Any(SyntaxKind.PartialKeyword)),

            // What another project has built has had its place.
            Outer = parts.Length == 0 ? null : type.ContainingType?.Name,
            Generic = type.Arity > 0,
            Static = type.IsStatic,
            Abstract = type.IsAbstract && !type.IsStatic,
            Record = type.IsRecord,
            FileLocal = type.IsFileLocal,
            PrimaryConstructor = parts.Any(static part => part.ParameterList is not null),
            Base = type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } declared && !IsEmitted(type, declared)
                ? declared.Name
                : null,
            Kinds = new(type.GetAttributes().Select(AttributeNames.Kind).Where(static kind => kind.Length > 0).Distinct()),
        };
    }

    /// <summary>A class from <c>global::</c> on, with keywords escaped.</summary>
    public static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A name as an identifier.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";

    /// <summary>The parts of a class that its user wrote or the generator emitted.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();

    // Where the emitted half is part of the compilation already, as it is for analyzers, the class has its base.
    private static bool IsEmitted(INamedTypeSymbol type, INamedTypeSymbol declared) => type.GetAttributes().Select(AttributeNames.Of).Any(name =>
        (name, $"{declared.ContainingNamespace.ToDisplayString()}.{declared.Name}") is
            (AttributeNames.Vision, "OpenVision.Vision.VisionEncoder") or
            (AttributeNames.Text, "OpenVision.Text.TextEncoder") or
            (AttributeNames.Decoder, "OpenVision.Captioning.CaptionDecoder") or
            (AttributeNames.TextDecoder, "OpenVision.Captioning.TextDecoder") or
            (AttributeNames.Language, "OpenVision.Language.LanguageModel") or
            (AttributeNames.Multimodal, "OpenVision.Multimodal.MultimodalModel") or
            (AttributeNames.Clip or AttributeNames.ClipWithDecoder, "OpenVision.Clip.ClipModel"));

    private static bool IsDocumented(TypeDeclarationSyntax declaration) => declaration.GetLeadingTrivia().Any(static trivia =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia));
}
