using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[TrainRecipe]</c> with everything around it, and the attributes of the classes that it trains.</summary>
internal static class TrainRecipeParser
{
    private static readonly TrainRecipeAttribute<object, object> Defaults = new();

    /// <summary>The run that a recipe's attributes mean; none where one of its parts is no model.</summary>
    public static Parsed<RecipeSpec?> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        JoinedParts parts = JoinedParts.Parse(attribute);
        List<Finding> findings =
        [
            .. parts.Findings,
            .. type.AttributeNamed(AttributeNames.Prepare) is { } makes ? RecipePartsParser.CheckMaker(makes) : [],
        ];
        AttributeArguments arguments = new(attribute);
        Variant preset = arguments.Get(nameof(Defaults.Decoder), Defaults.Decoder);
        if (parts is not { Vision: { } vision, Text: { } text } || parts.LacksDecoder)
        {
            return new(null, findings);
        }

        RecipeSpec spec = new()
        {
            Name = type.Name,
            Vision = vision.Spec,
            Text = text.Spec,
            Decoder = parts.Decoder?.Spec ?? (preset == Variant.Custom ? null : CaptionDecoderParser.Preset(type, preset, text.Spec)),
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
            Budget = type.AttributeNamed(AttributeNames.Budget) is { } budget ? RecipePartsParser.Budget(budget) : null,
            CheckpointSamples = arguments.Get(nameof(Defaults.CheckpointSamples), Defaults.CheckpointSamples),
        };
        findings.AddRange(
        [
            .. JointRules.Check(ModelSpec.Of(spec)),
            .. JointRules.Check(spec),
            .. VocabularyRules.Check(ModelSpec.Of(spec)),
            .. GeometryRules.Check(spec),
            .. StageRules.Check(spec),
            .. SettingRules.Check(spec),
        ]);
        // What is wrong by itself, in the recipe or in its parts, has no cost.
        bool sound = !findings.Concat(vision.Findings).Concat(text.Findings).Concat(parts.Decoder?.Findings ?? []).Any(static finding => finding.Blocks);
        findings.AddRange(BudgetRules.Check(spec, sound));
        return new(spec, findings);
    }
}
