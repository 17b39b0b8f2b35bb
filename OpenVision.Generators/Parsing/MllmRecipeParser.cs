using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[MllmRecipe]</c> with everything around it, and the attributes of the classes that it trains.</summary>
internal static class MllmRecipeParser
{
    private static readonly MllmRecipeAttribute<object> Defaults = new();

    /// <summary>The run that a recipe's attributes mean; none where its model is none.</summary>
    public static Parsed<MllmRecipeSpec?> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        ITypeSymbol part = JoinedParts.Types(attribute)[0];
        Parsed<MultimodalSpec?>? model = PartParser.Parse(part, AttributeNames.Multimodal, MultimodalParser.Parse);
        RecipeAttributes told = RecipeAttributes.Of(type, TakenOver.Mllm);
        Told? prepare = told.Single(AttributeNames.Prepare);
        List<Finding> findings =
        [
            .. told.Findings,
            .. JointRules.Parts((PartParser.Describe(part, AttributeNames.Multimodal, model), "TModel")),
            .. prepare is null ? [] : RecipePartsParser.CheckMaker(prepare.Attribute),
        ];
        if (model is not { Spec: { } multimodal })
        {
            return new(null, findings);
        }

        MllmStageParser stages = new(told, multimodal);
        AttributeArguments arguments = told.Settings(attribute);
        MllmRecipeSpec spec = new()
        {
            Name = type.Name,
            Model = multimodal,
            Tokenizer = arguments.Get(nameof(Defaults.Tokenizer), Defaults.Tokenizer),
            VisionWeights = arguments.Get(nameof(Defaults.VisionWeights), Defaults.VisionWeights),
            LanguageWeights = arguments.Get(nameof(Defaults.LanguageWeights), Defaults.LanguageWeights),
            Seed = arguments.Get(nameof(Defaults.Seed), Defaults.Seed),
            Precision = arguments.Get(nameof(Defaults.Precision), Defaults.Precision),
            Optimizer = new()
            {
                Beta1 = arguments.Get(nameof(Defaults.Beta1), Defaults.Beta1),
                Beta2 = arguments.Get(nameof(Defaults.Beta2), Defaults.Beta2),
                Epsilon = arguments.Get(nameof(Defaults.Epsilon), Defaults.Epsilon),
                WeightDecay = arguments.Get(nameof(Defaults.WeightDecay), Defaults.WeightDecay),
                ClipNorm = arguments.Get(nameof(Defaults.ClipNorm), Defaults.ClipNorm),
                FirstMoment = arguments.Get(nameof(Defaults.FirstMoment), Defaults.FirstMoment),
            },
            Stages = stages.Stages,
            Evals = new(told.Whole(AttributeNames.Eval).Select(static eval => RecipePartsParser.Eval(eval.Arguments))),
            Prepare = prepare is null ? null : RecipePartsParser.Prepare(prepare.Attribute),
            Budget = told.Single(AttributeNames.Budget) is { } budget ? RecipePartsParser.Budget(budget.Arguments) : null,
            CheckpointSamples = arguments.Get(nameof(Defaults.CheckpointSamples), Defaults.CheckpointSamples),
            RematerializeEvery = arguments.Get(nameof(Defaults.RematerializeEvery), Defaults.RematerializeEvery),
        };
        findings.AddRange(stages.Findings);
        bool sound = PartParser.FirstFailure(part) is null;
        findings.AddRange(MllmRules.Check(spec, stages.Places, place => Locator.IsWritten(type, attribute, place), sound && !findings.Any(static finding => finding.Blocks)));
        return new(spec, findings);
    }
}
