namespace OpenVision.Generators.Emission;

internal static partial class MllmRecipeWriter
{
    private static void Definition(SourceWriter writer, MllmRecipeSpec spec, string model, RuntimeNames names) => writer
        .Line("/// <summary>The whole run as data.</summary>")
        .Block($"public static {names["MllmRecipeSpec"]} Definition {{ get; }} = new()", body =>
        {
            body.Line($"Name = {Literals.Code(spec.Name)},")
                .Line($"Model = {model}.Definition,")
                .Line($"Tokenizer = {Literals.Code(spec.Tokenizer)},")
                .Line($"VisionWeights = {Literals.Code(spec.VisionWeights)},")
                .Line($"LanguageWeights = {Literals.Code(spec.LanguageWeights)},")
                .Line($"Seed = {Literals.Code(spec.Seed)},")
                .Line($"Precision = {names["Precision"]}.{spec.Precision},");
            RunWriter.Optimizer(body, spec.Optimizer, names);
            body.Line("Stages = new(").Items(spec.Stages, (stages, stage) => Stage(stages, stage, names), "),");
            RunWriter.List(body, nameof(spec.Evals), names["EvalSpec"], spec.Evals.Select(eval => RunWriter.EvalFields(eval, names)));
            RunWriter.Around(body, spec.Prepare, spec.Budget, spec.CheckpointSamples, spec.RematerializeEvery);
        }, ";");

    private static void Stage(SourceWriter writer, MllmStageSpec stage, RuntimeNames names) => writer.Block($"new {names["MllmStageSpec"]}", body =>
    {
        body.Line($"Name = {Literals.Code(stage.Name)},")
            .Line($"Trains = {string.Join(" | ", Parts(stage.Trains).Select(part => $"{names["ModelParts"]}.{part}"))},");
        if (stage.Lora is { } lora)
        {
            body.Line($"Lora = new() {{ Rank = {Literals.Code(lora.Rank)}, Alpha = {Literals.Code(lora.Alpha)}, Dropout = {Literals.Code(lora.Dropout)} }},");
        }

        RunWriter.List(body, nameof(stage.Data), names["ConversationSpec"], stage.Data.Select(DataFields));
        body.Line($"Samples = {Literals.Code(stage.Samples)},")
            .Line($"Epochs = {Literals.Code(stage.Epochs)},")
            .Line($"BatchSize = {Literals.Code(stage.BatchSize)},")
            .Line($"MicroBatch = {Literals.Code(stage.MicroBatch)},")
            .Line($"LearningRate = {Literals.Code(stage.LearningRate)},")
            .Line($"ConnectorLearningRate = {Literals.Code(stage.ConnectorLearningRate)},")
            .Line($"VisionLearningRate = {Literals.Code(stage.VisionLearningRate)},")
            .Line($"Warmup = {Literals.Code(stage.Warmup)},")
            .Line($"Template = {names["ChatTemplate"]}.{stage.Template},")
            .Line($"MaxLength = {Literals.Code(stage.MaxLength)},");
        if (stage.Images is { } images)
        {
            ImagePolicyWriter.Write(body, images, names);
        }

        body.Line($"GroupByLength = {Literals.Code(stage.GroupByLength)},");
    }, ",");

    private static string[] DataFields(ConversationSpec data) =>
    [
        $"Path = {Literals.Code(data.Path)}",
        $"Images = {Literals.Code(data.Images)}",
        $"Videos = {Literals.Code(data.Videos)}",
        $"Sampling = {Literals.Code(data.Sampling)}",
        $"Weight = {Literals.Code(data.Weight)}",
        $"Published = {Literals.Code(data.Published)}",
    ];

    private static IEnumerable<ModelParts> Parts(ModelParts parts) =>
        new[] { ModelParts.Vision, ModelParts.Connector, ModelParts.Language }.Where(part => parts.HasFlag(part));
}
