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
        ]));

    private static void Step(SourceWriter writer, RecipeSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        (string, string)[] contrastive =
        [
            ($"{names["VisionFeatures"]} image = vision.Forward(batch.Images);", $"[B, {spec.Vision.EmbedDim}], [B, N, {spec.Vision.Width}]"),
            spec.Captions == 1
                ? ($"{names["TextFeatures"]} texts = text.Forward(batch.WebText);", $"the only captions: [B, {spec.Text.EmbedDim}], [B, {spec.Text.Context - 1}, {spec.Text.Width}]")
                : ($"{names["TextFeatures"]} texts = text.Forward({names["cat"]}([batch.WebText, batch.SyntheticText]));",
                    $"both captions in one pass: [2B, {spec.Text.EmbedDim}], [2B, {spec.Text.Context - 1}, {spec.Text.Width}]"),
            ($"{tensor} contrastive = {names["ContrastiveLoss"]}.{(spec.Captions == 1 ? "OneCaption" : "TwoCaptions")}(image.Embedding, texts.Embedding, scale);", "a scalar"),
        ];
        (string, string)[] losses = spec.Decoder is { } decoder
            ?
            [
                .. contrastive,
                ($"{tensor} words = texts.Tokens.narrow(0, 0, batch.Images.shape[0]);", $"the web captions': [B, {spec.Text.Context - 1}, {spec.Text.Width}]"),
                ($"{tensor} hidden = decoder.Forward(image.Tokens, words);", $"[B, {decoder.Queries}, {decoder.Width}]"),
                ($"{tensor} caption = {names["CaptionLoss"]}.Mean(decoder, hidden, batch.Caption);", "a scalar"),
                ($"{tensor} total = contrastive.Times({Literals.Code(spec.Loss.Contrastive)}).Plus(caption.Times({Literals.Code(spec.Loss.Caption)}));", "a scalar"),
            ]
            : [.. contrastive, ($"{tensor} total = contrastive.Times({Literals.Code(spec.Loss.Contrastive)});", "a scalar")];
        writer.Line("/// <inheritdoc/>").Block($"public override {names["StepLosses"]} Step({names["TrainingBatch"]} batch)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(losses)
            .Line("total.backward();")
            .Line($"return {names["StepLosses"]}.Read(total, contrastive{(spec.Decoder is null ? "" : ", caption")});"));
    }
}
