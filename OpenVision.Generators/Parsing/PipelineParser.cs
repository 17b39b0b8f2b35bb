using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads the data pipelines that a recipe names: <c>[Images]</c> and <c>[Texts]</c>.</summary>
internal static class PipelineParser
{
    /// <summary>The method by which a pipeline is known.</summary>
    internal const string Train = nameof(Train);

    /// <summary>The type that makes training images; empty where the recipe names none.</summary>
    public static string Images(RecipeAttributes told) => Name(told, AttributeNames.Images);

    /// <summary>The type that picks training texts; empty where the recipe names none.</summary>
    public static string Texts(RecipeAttributes told) => Name(told, AttributeNames.Texts);

    /// <summary>
    /// Checks that the types make pipelines, and that nothing is set beside them that they decide. What is taken over from another
    /// recipe is nothing that was set.
    /// </summary>
    public static IEnumerable<Finding> Check(INamedTypeSymbol recipe, RecipeAttributes told)
    {
        if (Pipeline(told, AttributeNames.Images) is { } images)
        {
            foreach (Finding finding in PipelineRules.Images(
                images.Name, Makes(images, PipelineRules.ImageInterface), recipe.AttributeNamed(AttributeNames.Augment) is not null))
            {
                yield return finding;
            }
        }

        if (Pipeline(told, AttributeNames.Texts) is { } texts)
        {
            bool[] picks = [.. recipe.AttributesNamed(AttributeNames.Data).Select(static data => new AttributeArguments(data).Has(nameof(DataAttribute.Pick)))];
            foreach (Finding finding in PipelineRules.Texts(texts.Name, Makes(texts, PipelineRules.TextInterface), picks))
            {
                yield return finding;
            }
        }
    }

    private static ITypeSymbol? Pipeline(RecipeAttributes told, string attribute) => told.Single(attribute)?.Attribute.AttributeClass?.TypeArguments[0];

    private static string Name(RecipeAttributes told, string attribute) =>
        Pipeline(told, attribute) is { } type ? TypeDeclarationParser.FullName(type).Replace("global::", "") : "";

    // The compiler itself reports a type that does not exist. The catalogue names Train on the type, so an explicit one will not do.
    private static bool Makes(ITypeSymbol type, string pipeline) =>
        type.TypeKind == TypeKind.Error
        || type.AllInterfaces.FirstOrDefault(one => one.ToDisplayString() == pipeline)?.GetMembers(Train)
            .Any(member => type.FindImplementationForInterfaceMember(member) is { DeclaredAccessibility: Accessibility.Public }) == true;
}
