using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[TextModel]</c>.</summary>
internal static class TextModelParser
{
    private static readonly TextModelAttribute Defaults = new();

    /// <summary>What a text encoder's attribute means: what is set by hand, then the variant's and the family's, then what follows from others.</summary>
    public static Parsed<TextSpec> Parse(INamedTypeSymbol type, AttributeData attribute) => Parse(type.Name, new AttributeArguments(attribute));

    /// <summary>The same of arguments that are put together.</summary>
    public static Parsed<TextSpec> Parse(string name, AttributeArguments arguments)
    {
        Variant variant = arguments.At(0, Defaults.Variant);
        Family family = arguments.Get(nameof(Defaults.Family), Defaults.Family);
        TextSpec preset = FamilyModels.Text(family, variant);
        TowerSize tower = TowerParser.Parse(arguments, new(preset.Width, preset.Depth, preset.Heads, preset.MlpDim));
        TextSpec spec = preset with
        {
            Name = name,
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            EmbedDim = TowerParser.Given(arguments.Get(nameof(preset.EmbedDim), 0), preset.EmbedDim, tower.Width),
            Context = arguments.Get(nameof(preset.Context), preset.Context),
            Vocabulary = arguments.Get(nameof(preset.Vocabulary), preset.Vocabulary),
            Tokenization = arguments.Get(nameof(preset.Tokenization), preset.Tokenization),
            Pooling = arguments.Get(nameof(preset.Pooling), preset.Pooling),
            Causal = arguments.Get(nameof(preset.Causal), preset.Causal),
            ProjectionBias = arguments.Get(nameof(preset.ProjectionBias), preset.ProjectionBias),
            Activation = arguments.Get(nameof(preset.Activation), preset.Activation),
            NormEpsilon = arguments.Get(nameof(preset.NormEpsilon), preset.NormEpsilon),
        };
        return new(spec, [.. FamilyRules.Check(family), .. GeometryRules.Check(spec), .. VocabularyRules.Check(spec)]);
    }
}
