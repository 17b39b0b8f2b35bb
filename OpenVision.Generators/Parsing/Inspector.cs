using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>What an attribute declares on a class, checked.</summary>
/// <param name="Attribute">The declaring attribute.</param>
/// <param name="Findings">The rules broken by it, by the attributes around it and by the class's form.</param>
internal sealed record Inspected(AttributeData Attribute, IReadOnlyList<Finding> Findings);

/// <summary>Checks every rule on a class; analyzers and generators both ask here, so that they cannot disagree.</summary>
internal static class Inspector
{
    /// <summary>What a class declares; nothing for most classes.</summary>
    public static IEnumerable<Inspected> Inspect(INamedTypeSymbol type)
    {
        bool first = true;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            IReadOnlyList<Finding>? findings = AttributeNames.Of(attribute) switch
            {
                AttributeNames.Vision => VisionModelParser.Parse(type, attribute).Findings,
                AttributeNames.Text => TextModelParser.Parse(type, attribute).Findings,
                AttributeNames.Decoder => CaptionDecoderParser.Parse(type, attribute).Findings,
                AttributeNames.TextDecoder => TextDecoderParser.Parse(type, attribute).Findings,
                AttributeNames.Recipe or AttributeNames.RecipeWithDecoder => TrainRecipeParser.Parse(type, attribute).Findings,
                AttributeNames.Clip or AttributeNames.ClipWithDecoder => ClipModelParser.Parse(type, attribute).Findings,
                _ => null,
            };
            if (findings is null)
            {
                continue;
            }

            // The form of a class is at fault once, however many models it claims to be.
            IEnumerable<Finding> shape = first ? ShapeRules.Check(TypeDeclarationParser.Shape(type)) : [];
            first = false;
            yield return new Inspected(attribute, [.. shape, .. findings]);
        }
    }
}
