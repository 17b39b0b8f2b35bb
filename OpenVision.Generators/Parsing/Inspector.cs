using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>What an attribute declares on a class, checked.</summary>
/// <param name="Attribute">The declaring attribute.</param>
/// <param name="Findings">The rules broken by it, by the attributes around it and by the class's form.</param>
internal sealed record Inspected(AttributeData Attribute, IReadOnlyList<Finding> Findings);

/// <summary>Checks every rule on a class; analyzers and generators both ask here, so that they cannot disagree.</summary>
internal static class Inspector
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, IReadOnlyList<Inspected>> Known = new();

    /// <summary>What a class declares; nothing for most classes.</summary>
    public static IReadOnlyList<Inspected> Inspect(INamedTypeSymbol type) => Known.GetValue(type, static found => [.. Declared(found)]);

    private static IEnumerable<Inspected> Declared(INamedTypeSymbol type)
    {
        AttributeData[] declaring = [.. type.GetAttributes().Where(static attribute => AttributeNames.Kind(attribute).Length > 0)];
        if (declaring.Length == 0)
        {
            return [];
        }

        // The form of a class is at fault once, however many models it claims to be. What claims to be two things may be a part of itself: nothing but its form is looked at.
        TypeShape shape = TypeDeclarationParser.Shape(type);
        return declaring.Select((attribute, number) => new Inspected(
            attribute,
            [.. number == 0 ? ShapeRules.Check(shape) : [], .. shape.Kinds.Count > 1 ? [] : Findings(type, attribute)]));
    }

    private static IReadOnlyList<Finding> Findings(INamedTypeSymbol type, AttributeData attribute) => AttributeNames.Of(attribute) switch
    {
        AttributeNames.Vision => Published(type, VisionModelParser.Parse(type, attribute), ParameterCount.Vision),
        AttributeNames.Text => Published(type, TextModelParser.Parse(type, attribute), static text => ParameterCount.Text(text).Total),
        AttributeNames.Decoder => CaptionDecoderParser.Parse(type, attribute).Findings,
        AttributeNames.TextDecoder => TextDecoderParser.Parse(type, attribute).Findings,
        AttributeNames.Recipe or AttributeNames.RecipeWithDecoder => Published(type, TrainRecipeParser.Parse(type, attribute), static recipe => Towers(ModelSpec.Of(recipe!))),
        AttributeNames.Clip or AttributeNames.ClipWithDecoder => Published(type, ClipModelParser.Parse(type, attribute), static model => Towers(model!)),
        AttributeNames.Language => Published(type, LanguageModelParser.Parse(type, attribute), static language => ParameterCount.Language(language).Total),
        AttributeNames.Multimodal => Published(type, MultimodalParser.Parse(type, attribute), static model => ParameterCount.Multimodal(model!).Total),
        AttributeNames.Mllm => Published(type, MllmRecipeParser.Parse(type, attribute), static recipe => ParameterCount.Multimodal(recipe!.Model).Total),
        AttributeNames.Sweep => SweepParser.Parse(type, attribute, TypeDeclarationParser.Bare(type)).Findings,
        string other => throw new InvalidOperationException($"{other} declares nothing."),
    };

    private static IReadOnlyList<Finding> Published<TSpec>(INamedTypeSymbol type, Parsed<TSpec> parsed, Func<TSpec, long> count) =>
    [
        .. parsed.Findings,
        .. PublishedRules.Check(type.Name, PublishedParser.Parse(type), parsed.Findings.Any(static finding => finding.Blocks) || parsed.Spec is null ? null : count(parsed.Spec)),
    ];

    // Published models are counted without the decoder that some of them were trained with.
    private static long Towers(ModelSpec model) => (model with { Decoder = null }).Parameters().Sum(static parameter => parameter.Count);
}
