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
        RecipeAttributes told = RecipeAttributes.Of(type);
        JoinedParts parts = JoinedParts.Parse(told.Parts(attribute));
        Told? prepare = told.Single(AttributeNames.Prepare);
        List<Finding> findings =
        [
            .. told.Findings,
            .. parts.Findings,
            .. prepare is null ? [] : RecipePartsParser.CheckMaker(prepare.Attribute),
            .. PipelineParser.Check(type, told),
        ];
        AttributeArguments arguments = told.Settings(attribute);
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
            Decoder = parts.Decoder?.Spec ?? (preset == Variant.Custom ? null : CaptionDecoderParser.Preset(type.Name, preset, text.Spec)),
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
                Epsilon = arguments.Get(nameof(Defaults.Epsilon), Defaults.Epsilon),
                WeightDecay = arguments.Get(nameof(Defaults.WeightDecay), Defaults.WeightDecay),
                ClipNorm = arguments.Get(nameof(Defaults.ClipNorm), Defaults.ClipNorm),
                LayerDecay = arguments.Get(nameof(Defaults.LayerDecay), Defaults.LayerDecay),
                FirstMoment = arguments.Get(nameof(Defaults.FirstMoment), Defaults.FirstMoment),
                Average = arguments.Get(nameof(Defaults.Average), Defaults.Average),
            },
            Augmentation = RecipePartsParser.Augmentation(told.Single(AttributeNames.Augment)?.Arguments ?? new()),
            Images = PipelineParser.Images(told),
            Texts = PipelineParser.Texts(told),
            Stages = new(told.Stages.Select(stage => RecipePartsParser.Stage(stage.Arguments, vision.Spec))),
            Data = new(told.Whole(AttributeNames.Data).Select(static data => RecipePartsParser.Data(data.Arguments))),
            Evals = new(told.Whole(AttributeNames.Eval).Select(static eval => RecipePartsParser.Eval(eval.Arguments))),
            Prepare = prepare is null ? null : RecipePartsParser.Prepare(prepare.Attribute),
            Budget = told.Single(AttributeNames.Budget) is { } budget ? RecipePartsParser.Budget(budget.Arguments) : null,
            CheckpointSamples = arguments.Get(nameof(Defaults.CheckpointSamples), Defaults.CheckpointSamples),
            RematerializeEvery = arguments.Get(nameof(Defaults.RematerializeEvery), Defaults.RematerializeEvery),
        };

        // What is wrong by itself, in the recipe or in its parts, has no cost.
        bool sound = !findings.Concat(vision.Findings).Concat(text.Findings).Concat(parts.Decoder?.Findings ?? []).Any(static finding => finding.Blocks);
        findings.AddRange([.. Check(spec, sound), .. EffectRules.Check(spec, place => Locator.IsWritten(type, attribute, place))]);
        return new(spec, findings);
    }

    /// <summary>The rules that a run breaks.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="sound">Whether its parts break none.</param>
    public static IEnumerable<Finding> Check(RecipeSpec spec, bool sound)
    {
        Finding[] findings =
        [
            .. JointRules.Check(ModelSpec.Of(spec)),
            .. JointRules.Check(spec),
            .. VocabularyRules.Check(ModelSpec.Of(spec)),
            .. GeometryRules.Check(spec),
            .. StageRules.Check(spec),
            .. SettingRules.Check(spec),
            .. DataRules.Check(spec),
            .. VocabularyRules.Check(spec),
        ];
        return [.. findings, .. BudgetRules.Check(spec, sound && !findings.Any(static finding => finding.Blocks))];
    }
}
