using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[VisionModel]</c>.</summary>
internal static class VisionModelParser
{
    private static readonly VisionModelAttribute Defaults = new();

    /// <summary>What an image encoder's attribute means: sizes given by hand, then the variant's, then those that follow from others.</summary>
    public static Parsed<VisionSpec> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        Variant variant = arguments.At(0, Defaults.Variant);
        TowerSize tower = TowerParser.Parse(arguments, TowerSizes.Vision(variant));
        VisionSpec spec = new()
        {
            Name = type.Name,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            EmbedDim = TowerParser.Given(arguments.Get(nameof(Defaults.EmbedDim), 0), TowerSizes.EmbedDim(variant), tower.Width),
            Patch = arguments.Get(nameof(Defaults.Patch), Defaults.Patch),
            Resolution = arguments.Get(nameof(Defaults.Resolution), Defaults.Resolution),
            Pooling = arguments.Get(nameof(Defaults.Pooling), Defaults.Pooling),
            Activation = arguments.Get(nameof(Defaults.Activation), Defaults.Activation),
            Positions = arguments.Get(nameof(Defaults.Positions), Defaults.Positions),
            NormEpsilon = arguments.Get(nameof(Defaults.NormEpsilon), Defaults.NormEpsilon),
        };
        return new(spec, [.. GeometryRules.Check(spec)]);
    }
}
