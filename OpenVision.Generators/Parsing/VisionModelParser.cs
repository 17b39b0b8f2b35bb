using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[VisionModel]</c>.</summary>
internal static class VisionModelParser
{
    private static readonly VisionModelAttribute Defaults = new();

    /// <summary>What an image encoder's attribute means: what is set by hand, then the variant's and the family's, then what follows from others.</summary>
    public static Parsed<VisionSpec> Parse(INamedTypeSymbol type, AttributeData attribute) => Parse(type.Name, new AttributeArguments(attribute));

    /// <summary>The same of arguments that are put together.</summary>
    public static Parsed<VisionSpec> Parse(string name, AttributeArguments arguments)
    {
        Variant variant = arguments.At(0, Defaults.Variant);
        Family family = arguments.Get(nameof(Defaults.Family), Defaults.Family);
        VisionSpec preset = FamilyModels.Vision(family, variant) with { Name = name };
        VisionSpec spec = preset.Trunk == Trunk.ConvNext ? ConvNext(preset, arguments) : Vit(preset, arguments);
        spec = spec with
        {
            EmbedDim = TowerParser.Given(arguments.Get(nameof(spec.EmbedDim), 0), preset.EmbedDim, spec.Width),
            Resolution = arguments.Get(nameof(spec.Resolution), Defaults.Resolution),
            Head = arguments.Get(nameof(spec.Head), preset.Head),
            Activation = arguments.Get(nameof(spec.Activation), preset.Activation),
            NormEpsilon = arguments.Get(nameof(spec.NormEpsilon), preset.NormEpsilon),
            Resize = arguments.Get(nameof(spec.Resize), preset.Resize),
            Interpolation = arguments.Get(nameof(spec.Interpolation), preset.Interpolation),
            Colors = arguments.Get(nameof(spec.Colors), preset.Colors),
        };

        // Sizes mean nothing while it is not clear of what.
        Finding[] mismatches = [.. FamilyRules.Check(family, variant, spec, arguments)];
        return new(spec, mismatches.Length > 0 ? mismatches : [.. GeometryRules.Check(spec)]);
    }

    private static VisionSpec Vit(VisionSpec preset, AttributeArguments arguments)
    {
        TowerSize tower = TowerParser.Parse(arguments, new(preset.Width, preset.Depth, preset.Heads, preset.MlpDim));
        return preset with
        {
            Width = tower.Width,
            Depth = tower.Depth,
            Heads = tower.Heads,
            MlpDim = tower.MlpDim,
            Patch = arguments.Get(nameof(preset.Patch), Defaults.Patch),
            CropToPatches = arguments.Get(nameof(preset.CropToPatches), preset.CropToPatches),
            Pooling = arguments.Get(nameof(preset.Pooling), preset.Pooling),
            ClassToken = arguments.Get(nameof(preset.ClassToken), preset.ClassToken),
            PatchBias = arguments.Get(nameof(preset.PatchBias), preset.PatchBias),
            PreNorm = arguments.Get(nameof(preset.PreNorm), preset.PreNorm),
            Positions = arguments.Get(nameof(preset.Positions), preset.Positions),
        };
    }

    // The stem divides the side by 4, every further stage by 2.
    private static VisionSpec ConvNext(VisionSpec preset, AttributeArguments arguments)
    {
        EquatableArray<int> depths = new(arguments.List(nameof(preset.StageDepths), preset.StageDepths));
        EquatableArray<int> widths = new(arguments.List(nameof(preset.StageWidths), preset.StageWidths));
        int width = widths.Count > 0 ? widths[widths.Count - 1] : 0;
        return preset with
        {
            StageDepths = depths,
            StageWidths = widths,
            Width = width,
            Depth = unchecked(depths.Aggregate(0, static (sum, depth) => sum + depth)),
            Heads = 1,
            MlpDim = unchecked(4 * width),
            Patch = widths.Count is > 0 and < 12 ? 2 << widths.Count : 32,
        };
    }
}
