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
            Optimizer(body, spec.Optimizer, names);
            Augmentation(body, spec.Augmentation);
            Pipeline(body, nameof(spec.Images), spec.Images);
            Pipeline(body, nameof(spec.Texts), spec.Texts);
            List(body, nameof(spec.Stages), names["StageSpec"], spec.Stages.Select(stage => StageFields(stage, names)));
            List(body, nameof(spec.Data), names["DataSpec"], spec.Data.Select(data => DataFields(data, names)));
            List(body, nameof(spec.Evals), names["EvalSpec"], spec.Evals.Select(eval => EvalFields(eval, names)));
            if (spec.Prepare is { } prepare)
            {
                body.Line($"Prepare = new() {{ Maker = {Literals.Code(prepare.Maker)}, Folder = {Literals.Code(prepare.Folder)}, Samples = {Literals.Code(prepare.Samples)} }},");
            }

            if (spec.Budget is { } budget)
            {
                Fields(body, "Budget = new()", ",",
                [
                    $"MemoryGiB = {Literals.Code(budget.MemoryGiB)}",
                    $"Devices = {Literals.Code(budget.Devices)}",
                    $"Hours = {Literals.Code(budget.Hours)}",
                    $"PeakTflops = {Literals.Code(budget.PeakTflops)}",
                    $"Utilization = {Literals.Code(budget.Utilization)}",
                ]);
            }

            body.Line($"CheckpointSamples = {Literals.Code(spec.CheckpointSamples)},");
            if (spec.RematerializeEvery > 0)
            {
                body.Line($"RematerializeEvery = {Literals.Code(spec.RematerializeEvery)},");
            }
        }, ";");

    private static void Optimizer(SourceWriter writer, OptimizerSpec spec, RuntimeNames names) => Fields(writer, "Optimizer = new()", ",",
    [
        $"Beta1 = {Literals.Code(spec.Beta1)}",
        $"Beta2 = {Literals.Code(spec.Beta2)}",
        $"Epsilon = {Literals.Code(spec.Epsilon)}",
        $"WeightDecay = {Literals.Code(spec.WeightDecay)}",
        $"ClipNorm = {Literals.Code(spec.ClipNorm)}",
        $"LayerDecay = {Literals.Code(spec.LayerDecay)}",
        $"FirstMoment = {names["MomentFormat"]}.{spec.FirstMoment}",
        $"Average = {Literals.Code(spec.Average)}",
    ]);

    private static void Augmentation(SourceWriter writer, AugmentationSpec spec) => Fields(writer, "Augmentation = new()", ",",
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

    private static string[] EvalFields(EvalSpec eval, RuntimeNames names) =>
    [
        $"Benchmark = {names["Benchmark"]}.{eval.Benchmark}",
        $"Shards = {Literals.Code(eval.Shards)}",
        $"EverySamples = {Literals.Code(eval.EverySamples)}",
        $"Limit = {Literals.Code(eval.Limit)}",
        $"Classes = {Literals.Code(eval.Classes)}",
        $"Templates = {Literals.Code(eval.Templates)}",
        $"Label = {Literals.Code(eval.Label)}",
        $"Caption = {Literals.Code(eval.Caption)}",
        $"Truth = {Literals.Code(eval.Truth)}",
    ];

    private static void List(SourceWriter writer, string property, string type, IEnumerable<string[]> items)
    {
        string[][] rows = [.. items];
        if (rows.Length == 0)
        {
            return;
        }

        writer.Line($"{property} = new(").Items(rows, (body, row) => Fields(body, $"new {type}", ",", row), "),");
    }

    private static void Fields(SourceWriter writer, string head, string tail, IReadOnlyList<string> fields) => writer.Block(head, body =>
    {
        foreach (string field in fields)
        {
            body.Line($"{field},");
        }
    }, tail);
}
