using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class RecipeWriter
{
    private static void Definition(SourceWriter writer, RecipeSpec spec, PartNames parts, RuntimeNames names) => writer
        .Line("/// <summary>The whole run as data.</summary>")
        .Block($"public static {names["RecipeSpec"]} Definition {{ get; }} = new()", body =>
        {
            body.Line($"Name = {Literals.Code(spec.Name)},")
                .Line($"Vision = {parts.Vision}.Definition,")
                .Line($"Text = {parts.Text}.Definition,");
            if (parts.Decoder is { } decoder)
            {
                body.Line($"Decoder = {decoder}.Definition,");
            }

            body.Line($"Seed = {Literals.Code(spec.Seed)},")
                .Line($"Precision = {names["Precision"]}.{spec.Precision},")
                .Line($"Loss = new() {{ Kind = {names["ContrastiveLossKind"]}.{spec.Loss.Kind}, Contrastive = {Literals.Code(spec.Loss.Contrastive)}, Caption = {Literals.Code(spec.Loss.Caption)} }},");
            RunWriter.Optimizer(body, spec.Optimizer, names);
            Augmentation(body, spec.Augmentation);
            Pipeline(body, nameof(spec.Images), spec.Images);
            Pipeline(body, nameof(spec.Texts), spec.Texts);
            RunWriter.List(body, nameof(spec.Stages), names["StageSpec"], spec.Stages.Select(stage => StageFields(stage, names)));
            RunWriter.List(body, nameof(spec.Data), names["DataSpec"], spec.Data.Select(data => DataFields(data, names)));
            RunWriter.List(body, nameof(spec.Evals), names["EvalSpec"], spec.Evals.Select(eval => RunWriter.EvalFields(eval, names)));
            RunWriter.Around(body, spec.Prepare, spec.Budget, spec.CheckpointSamples, spec.RematerializeEvery);
        }, ";");

    private static void Augmentation(SourceWriter writer, AugmentationSpec spec) => RunWriter.Fields(writer, "Augmentation = new()", ",",
    [
        $"MinArea = {Literals.Code(spec.MinArea)}",
        $"MaxArea = {Literals.Code(spec.MaxArea)}",
        $"MinAspect = {Literals.Code(spec.MinAspect)}",
        $"ColorJitter = {Literals.Code(spec.ColorJitter)}",
        $"JitterProbability = {Literals.Code(spec.JitterProbability)}",
        $"GreyscaleProbability = {Literals.Code(spec.GreyscaleProbability)}",
    ]);

    private static void Pipeline(SourceWriter writer, string property, string type)
    {
        if (type.Length > 0)
        {
            writer.Line($"{property} = {Literals.Code(type)},");
        }
    }

    private static string[] StageFields(StageSpec stage, RuntimeNames names) =>
    [
        $"Name = {Literals.Code(stage.Name)}",
        $"Resolution = {Literals.Code(stage.Resolution)}",
        $"Samples = {Literals.Code(stage.Samples)}",
        $"BatchSize = {Literals.Code(stage.BatchSize)}",
        stage.LearningRate > 0 ? $"LearningRate = {Literals.Code(stage.LearningRate)}" : $"BaseLearningRate = {Literals.Code(stage.BaseLearningRate)}",
        $"WarmupSamples = {Literals.Code(stage.WarmupSamples)}",
        $"MicroBatch = {Literals.Code(stage.MicroBatch)}",
        $"MaskRatio = {Literals.Code(stage.MaskRatio)}",
        $"Mask = {names["TokenMask"]}.{stage.Mask}",
    ];

    private static string[] DataFields(DataSpec data, RuntimeNames names) =>
    [
        $"Shards = new([{string.Join(", ", data.Shards.Select(Literals.Code))}])",
        $"WebCaption = {Literals.Code(data.WebCaption)}",
        $"SyntheticCaption = {Literals.Code(data.SyntheticCaption)}",
        $"Vocabulary = {Literals.Code(data.Vocabulary)}",
        $"Pick = {names["CaptionPick"]}.{data.Pick}",
        $"ShuffleWindow = {Literals.Code(data.ShuffleWindow)}",
        $"Resampled = {Literals.Code(data.Resampled)}",
    ];
}
