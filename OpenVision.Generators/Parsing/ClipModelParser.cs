using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[ClipModel]</c> and the attributes of the classes that it joins.</summary>
internal static class ClipModelParser
{
    private static readonly ClipModelAttribute<object, object> Defaults = new();

    /// <summary>The model that the attribute means; none where one of its parts is no model.</summary>
    public static Parsed<ModelSpec?> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        JoinedParts parts = JoinedParts.Parse(JoinedParts.Types(attribute));
        if (parts is not { Vision: { } vision, Text: { } text } || parts.LacksDecoder)
        {
            return new(null, parts.Findings);
        }

        ModelSpec spec = new()
        {
            Name = type.Name,
            Vision = vision.Spec,
            Text = text.Spec,
            Decoder = parts.Decoder?.Spec,
            Loss = new AttributeArguments(attribute).Get(nameof(Defaults.Contrastive), Defaults.Contrastive),
        };
        return new(spec,
        [
            .. parts.Findings,
            .. SizeRules.Option(Place.Declaring(nameof(Defaults.Contrastive)), spec.Loss.Value),
            .. JointRules.Check(spec),
            .. JointRules.Towers(spec),
            .. VocabularyRules.Check(spec),
        ]);
    }
}
