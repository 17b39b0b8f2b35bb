using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[TextDecoder]</c>.</summary>
internal static class TextDecoderParser
{
    private static readonly TextDecoderAttribute Defaults = new();

    /// <summary>What a text decoder's attribute means: sizes given by hand, then the variant's, then those that follow from others.</summary>
    public static Parsed<TextDecoderSpec> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        TowerSize tower = TowerParser.Parse(arguments, TowerSizes.Text(arguments.At(0, Defaults.Variant)));
        TextDecoderSpec spec = new()
        {
            Name = type.Name,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            Context = arguments.Get(nameof(Defaults.Context), Defaults.Context),
            Vocabulary = arguments.Get(nameof(Defaults.Vocabulary), Defaults.Vocabulary),
            PrefixMask = arguments.Get(nameof(Defaults.PrefixMask), Defaults.PrefixMask),
            Activation = arguments.Get(nameof(Defaults.Activation), Defaults.Activation),
            NormEpsilon = arguments.Get(nameof(Defaults.NormEpsilon), Defaults.NormEpsilon),
        };
        return new(spec, [.. GeometryRules.Check(spec)]);
    }
}
