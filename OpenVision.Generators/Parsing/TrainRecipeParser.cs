using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[TrainRecipe]</c> with everything around it, and the attributes of the classes that it trains.</summary>
internal static class TrainRecipeParser
{
    private static readonly TrainRecipeAttribute<object, object> Defaults = new();

    /// <summary>The classes that a recipe's attribute names: image encoder, text encoder and, in the longer form, decoder.</summary>
    public static IReadOnlyList<ITypeSymbol> Parts(AttributeData attribute) => attribute.AttributeClass!.TypeArguments;

    /// <summary>The run that a recipe's attributes mean; none where one of its parts is no model.</summary>
    public static Parsed<RecipeSpec?> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        IReadOnlyList<ITypeSymbol> parts = Parts(attribute);
        Parsed<VisionSpec>? vision = PartParser.Parse(parts[0], AttributeNames.Vision, VisionModelParser.Parse);
        Parsed<TextSpec>? text = PartParser.Parse(parts[1], AttributeNames.Text, TextModelParser.Parse);
        Parsed<DecoderSpec>? decoder = parts.Count > 2 ? PartParser.Parse(parts[2], AttributeNames.Decoder, CaptionDecoderParser.Parse) : null;
        List<Finding> findings =
        [
            .. JointRules.Parts(
                PartParser.Describe(parts[0], AttributeNames.Vision, vision),
                PartParser.Describe(parts[1], AttributeNames.Text, text),
                parts.Count > 2 ? PartParser.Describe(parts[2], AttributeNames.Decoder, decoder) : null),
            .. type.AttributeNamed(AttributeNames.Prepare) is { } makes ? RecipePartsParser.CheckMaker(makes) : [],
        ];
        AttributeArguments arguments = new(attribute);
        Variant preset = arguments.Get(nameof(Defaults.Decoder), Defaults.Decoder);
        if (vision is null || text is null || (parts.Count > 2 && decoder is null))
        {
            return new(null, findings);
        }

        RecipeSpec spec = new()
        {
            Name = type.Name,
            Vision = vision.Spec,
            Text = text.Spec,
            Decoder = decoder?.Spec ?? (preset == Variant.Custom ? null : CaptionDecoderParser.Preset(type, preset, text.Spec)),
            Seed = arguments.Get(nameof(Defaults.Seed), Defaults.Seed),
            Precision = arguments.Get(nameof(Defaults.Precision), Defaults.Precision),
            Loss = new()
            {
                Kind = arguments.Get(nameof(Defaults.Contrastive), Defaults.Contrastive),
                Contrastive = arguments.Get(nameof(Defaults.ContrastiveWeight), Defaults.ContrastiveWeight),
                Caption = arguments.Get(nameof(Defaults.CaptionWeight), Defaults.CaptionWeight),
            },
            Optimizer = new()
            {
                Beta1 = arguments.Get(nameof(Defaults.Beta1), Defaults.Beta1),
                Beta2 = arguments.Get(nameof(Defaults.Beta2), Defaults.Beta2),
                WeightDecay = arguments.Get(nameof(Defaults.WeightDecay), Defaults.WeightDecay),
                ClipNorm = arguments.Get(nameof(Defaults.ClipNorm), Defaults.ClipNorm),
            },
            Augmentation = RecipePartsParser.Augmentation(type.AttributeNamed(AttributeNames.Augment)),
            Stages = new(type.AttributesNamed(AttributeNames.Stage).Select(stage => RecipePartsParser.Stage(stage, vision.Spec))),
            Data = new(type.AttributesNamed(AttributeNames.Data).Select(RecipePartsParser.Data)),
            Evals = new(type.AttributesNamed(AttributeNames.Eval).Select(RecipePartsParser.Eval)),
            Prepare = type.AttributeNamed(AttributeNames.Prepare) is { } prepare ? RecipePartsParser.Prepare(prepare) : null,
            CheckpointSamples = arguments.Get(nameof(Defaults.CheckpointSamples), Defaults.CheckpointSamples),
        };
        findings.AddRange(
        [
            .. JointRules.Check(spec),
            .. VocabularyRules.Check(spec),
            .. GeometryRules.Check(spec),
            .. StageRules.Check(spec),
            .. SettingRules.Check(spec),
        ]);
        return new(spec, findings);
    }
}
