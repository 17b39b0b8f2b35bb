using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class RecipeWriter
{
    private static void Graph(SourceWriter writer, RecipeSpec spec, PartNames parts, RuntimeNames names) => writer
        .Line("/// <summary>The parts, their parameters and the step over them.</summary>")
        .Block($"private sealed class Graph : {names["TrainingGraph"]}", body => body.Separated(
        [
            fields => JoinedPartsWriter.Fields(fields, parts, names),
            constructor => constructor.Block($"public Graph({names["GraphSettings"]} settings) : base(Definition, settings)",
                statements => JoinedPartsWriter.Construct(statements, parts, spec.Loss.Kind, names)),
            .. JoinedPartsWriter.Properties(parts, names),
            step => Step(step, spec, names),
            .. spec.Stages.Any(static stage => stage.MicroBatch > 0) ? Chunks(spec, names) : [],
        ]));

    private static void Step(SourceWriter writer, RecipeSpec spec, RuntimeNames names) => writer
        .Line("/// <inheritdoc/>")
        .Block($"public override {names["StepLosses"]} Step({names["TrainingBatch"]} batch)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(
            [
                .. Towers(spec, names, "batch"),
                ($"{names["Tensor"]} contrastive = {Contrastive(spec, names)}(image.Embedding, texts.Embedding, scale);", "a scalar"),
                .. Caption(spec, names, "batch", ""),
                ($"{names["Tensor"]} total = contrastive.Times({Literals.Code(spec.Loss.Contrastive)}){WeightedCaption(spec)};", "a scalar"),
            ])
            .Line("total.backward();")
            .Line($"return {names["StepLosses"]}.Read(total, contrastive{(spec.Decoder is null ? "" : ", caption")});"));

    // What GradCache asks for: embeddings, the loss of all of them, and a step over some pairs.
    private static Action<SourceWriter>[] Chunks(RecipeSpec spec, RuntimeNames names) =>
    [
        writer => writer
            .Line("/// <inheritdoc/>")
            .Block($"protected override {names["PairEmbeddings"]} Embed({names["TrainingBatch"]} chunk)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped([.. Towers(spec, names, "chunk")])
                .Line($"return new {names["PairEmbeddings"]}(image.Embedding, texts.Embedding).MoveToOuterDisposeScope();")),
        writer => writer
            .Line("/// <inheritdoc/>")
            .Line($"protected override {names["Tensor"]} Contrast({names["PairEmbeddings"]} all) => {Contrastive(spec, names)}(all.Image, all.Text, scale);"),
        writer => writer
            .Line("/// <inheritdoc/>")
            .Block($"protected override float StepChunk({names["TrainingBatch"]} chunk, {names["ChunkShare"]} share)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped(
                [
                    .. Towers(spec, names, "chunk"),
                    ($"{names["PairEmbeddings"]} pairs = new(image.Embedding, texts.Embedding);", ""),
                    ($"{names["Tensor"]} contrastive = pairs.Toward(share.Gradients);", "a scalar with the whole batch's gradients"),
                    .. Caption(spec, names, "chunk", ", share.Tokens"),
                    ($"{names["Tensor"]} total = contrastive{WeightedCaption(spec)};", "a scalar"),
                ])
                .Line("total.backward();")
                .Line(spec.Decoder is null ? "return 0;" : "return caption.item<float>();")),
    ];

    private static IEnumerable<(string Code, string Shape)> Towers(RecipeSpec spec, RuntimeNames names, string batch)
    {
        string kept = spec.Stages.Any(static stage => stage.MaskRatio > 0) ? $", {batch}.Kept" : "";
        yield return ($"{names["VisionFeatures"]} image = vision.Forward({batch}.Images{kept});", $"[B, {spec.Vision.EmbedDim}], [B, N, {spec.Vision.Width}]");
        yield return spec.Captions == 1
            ? ($"{names["TextFeatures"]} texts = text.Forward({batch}.WebText);", $"the only captions: [B, {spec.Text.EmbedDim}], [B, {spec.Text.Context - 1}, {spec.Text.Width}]")
            : ($"{names["TextFeatures"]} texts = text.Forward({names["cat"]}([{batch}.WebText, {batch}.SyntheticText]));",
                $"both captions in one pass: [2B, {spec.Text.EmbedDim}], [2B, {spec.Text.Context - 1}, {spec.Text.Width}]");
    }

    private static IEnumerable<(string Code, string Shape)> Caption(RecipeSpec spec, RuntimeNames names, string batch, string tokens)
    {
        if (spec.Decoder is not { } decoder)
        {
            yield break;
        }

        string tensor = names["Tensor"];
        yield return ($"{tensor} words = texts.Tokens.narrow(0, 0, {batch}.Images.shape[0]);", $"the web captions': [B, {spec.Text.Context - 1}, {spec.Text.Width}]");
        yield return ($"{tensor} hidden = decoder.Forward(image.Tokens, words);", $"[B, {decoder.Queries}, {decoder.Width}]");
        yield return ($"{tensor} caption = {names["CaptionLoss"]}.Mean(decoder, hidden, {batch}.Caption{tokens});", tokens.Length > 0 ? "a part of the whole batch's" : "a scalar");
    }

    private static string Contrastive(RecipeSpec spec, RuntimeNames names) =>
        $"{names["ContrastiveLoss"]}.{(spec.Captions == 1 ? "OneCaption" : "TwoCaptions")}";

    private static string WeightedCaption(RecipeSpec spec) =>
        spec.Decoder is null ? "" : $".Plus(caption.Times({Literals.Code(spec.Loss.Caption)}))";
}
