using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[LanguageModel]</c>.</summary>
internal static class LanguageModelParser
{
    private const int Context = 2048;

    private static readonly LanguageModelAttribute Defaults = new();

    /// <summary>What a language model's attribute means: what is set by hand, then the published model's, then what follows from others.</summary>
    public static Parsed<LanguageSpec> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        LanguageModelSize size = arguments.At(0, Defaults.Size);
        LanguageFamily family = arguments.Get(nameof(Defaults.Family), LanguageSizes.Of(size)?.Family ?? Defaults.Family);
        LanguageSpec preset = LanguageSizes.Of(size) ?? Custom(family);
        int width = arguments.Get(nameof(preset.Width), preset.Width), heads = arguments.Get(nameof(preset.Heads), preset.Heads);
        LanguageSpec spec = preset with
        {
            Name = type.Name,
            Family = family,
            Width = width,
            Depth = arguments.Get(nameof(preset.Depth), preset.Depth),
            Heads = heads,
            KeyValueHeads = TowerParser.Given(arguments.Get(nameof(preset.KeyValueHeads), preset.KeyValueHeads), heads),
            HeadDim = TowerParser.Given(arguments.Get(nameof(preset.HeadDim), preset.HeadDim), heads > 0 ? width / heads : 0),
            MlpDim = TowerParser.Given(arguments.Get(nameof(preset.MlpDim), preset.MlpDim), unchecked(4 * width)),
            Vocabulary = arguments.Get(nameof(preset.Vocabulary), preset.Vocabulary),
            Context = arguments.Get(nameof(preset.Context), preset.Context),
            RopeTheta = arguments.Get(nameof(preset.RopeTheta), preset.RopeTheta),
            RopeScale = arguments.Get(nameof(preset.RopeScale), preset.RopeScale),
            NormEpsilon = arguments.Get(nameof(preset.NormEpsilon), preset.NormEpsilon),
            TiedHead = arguments.Get(nameof(preset.TiedHead), preset.TiedHead),
            AttentionBias = arguments.Get(nameof(preset.AttentionBias), preset.AttentionBias),
            BeginToken = arguments.Get(nameof(preset.BeginToken), preset.BeginToken),
            EndTokens = new(arguments.List(nameof(preset.EndTokens), preset.EndTokens)),
            PaddingToken = arguments.Get(nameof(preset.PaddingToken), preset.PaddingToken),
        };
        bool divides = LanguageSizes.Of(size) is null && !arguments.Has(nameof(spec.HeadDim));
        return new(spec, [.. LanguageRules.Check(size, spec, divides)]);
    }

    private static LanguageSpec Custom(LanguageFamily family) => new()
    {
        Name = "",
        Family = family,
        Width = 0,
        Depth = 0,
        Heads = 0,
        KeyValueHeads = 0,
        HeadDim = 0,
        MlpDim = 0,
        Vocabulary = 0,
        Context = Context,
        AttentionBias = family == LanguageFamily.Qwen2,
    };
}
