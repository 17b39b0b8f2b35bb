using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[TextModel]</c>.</summary>
internal static class TextModelParser
{
    private static readonly TextModelAttribute Defaults = new();

    /// <summary>What a text encoder's attribute means: sizes given by hand, then the variant's, then those that follow from others.</summary>
    public static Parsed<TextSpec> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        Variant variant = arguments.At(0, Defaults.Variant);
        TowerSize tower = TowerParser.Parse(arguments, TowerSizes.Text(variant));
        TextSpec spec = new()
        {
            Name = type.Name,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            EmbedDim = TowerParser.Given(arguments.Get(nameof(Defaults.EmbedDim), 0), TowerSizes.EmbedDim(variant), tower.Width),
            Context = arguments.Get(nameof(Defaults.Context), Defaults.Context),
            Vocabulary = arguments.Get(nameof(Defaults.Vocabulary), Defaults.Vocabulary),
            Pooling = arguments.Get(nameof(Defaults.Pooling), Defaults.Pooling),
            Causal = arguments.Get(nameof(Defaults.Causal), Defaults.Causal),
            Activation = arguments.Get(nameof(Defaults.Activation), Defaults.Activation),
            NormEpsilon = arguments.Get(nameof(Defaults.NormEpsilon), Defaults.NormEpsilon),
        };
        return new(spec, [.. GeometryRules.Check(spec), .. VocabularyRules.Check(spec)]);
    }
}
