using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[CaptionDecoder]</c>, and the decoder that a recipe names by its variant.</summary>
internal static class CaptionDecoderParser
{
    private static readonly CaptionDecoderAttribute Defaults = new();

    /// <summary>What a caption decoder's attribute means: sizes given by hand, then the variant's, then those that follow from others.</summary>
    public static Parsed<DecoderSpec> Parse(INamedTypeSymbol type, AttributeData attribute) => Parse(type.Name, new AttributeArguments(attribute));

    /// <summary>The same of arguments that are put together.</summary>
    public static Parsed<DecoderSpec> Parse(string name, AttributeArguments arguments)
    {
        TowerSize tower = TowerParser.Parse(arguments, TowerSizes.Text(arguments.At(0, Defaults.Variant)));
        DecoderSpec spec = new()
        {
            Name = name,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            Queries = arguments.Get(nameof(Defaults.Queries), Defaults.Queries),
            Vocabulary = arguments.Get(nameof(Defaults.Vocabulary), Defaults.Vocabulary),
            Activation = arguments.Get(nameof(Defaults.Activation), Defaults.Activation),
            NormEpsilon = arguments.Get(nameof(Defaults.NormEpsilon), Defaults.NormEpsilon),
        };
        return new(spec, [.. GeometryRules.Check(spec), .. VocabularyRules.Check(spec)]);
    }

    /// <summary>The decoder of a variant, which speaks its text encoder's vocabulary.</summary>
    /// <param name="recipe">The name of the recipe that names the variant.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="text">The recipe's text encoder.</param>
    public static DecoderSpec Preset(string recipe, Variant variant, TextSpec text)
    {
        TowerSize tower = TowerSizes.Text(variant);
        return new DecoderSpec
        {
            Name = recipe,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            Queries = Defaults.Queries,
            Vocabulary = text.Vocabulary,
            Activation = Defaults.Activation,
            NormEpsilon = Defaults.NormEpsilon,
        };
    }
}
