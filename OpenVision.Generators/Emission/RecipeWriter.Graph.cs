using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class RecipeWriter
{
    private static void Graph(SourceWriter writer, DeclaredRecipe recipe, RecipeSpec spec, string? decoder, RuntimeNames names) => writer
        .Line("/// <summary>The parts, their parameters and the step over them.</summary>")
        .Block($"private sealed class Graph : {names["TrainingGraph"]}", body => body.Separated(
            fields =>
            {
                fields.Line($"private readonly {recipe.Vision} vision;").Line($"private readonly {recipe.Text} text;");
                if (decoder is not null)
                {
                    fields.Line($"private readonly {decoder} decoder;");
                }

                fields.Line($"private readonly {names["LogitScale"]} scale;");
            },
            constructor => constructor.Block($"public Graph({names["GraphSettings"]} settings) : base(Definition, settings)", parts =>
            {
                parts.Line($"vision = new {recipe.Vision}(Parameters.Root[\"visual\"]);").Line($"text = new {recipe.Text}(Parameters.Root);");
                if (decoder is not null)
                {
                    parts.Line($"decoder = new {decoder}(Parameters.Root[\"decoder\"], {recipe.Vision}.Width, {recipe.Text}.Width);");
                }

                parts.Line($"scale = new {names["LogitScale"]}(Parameters.Root, {names["ContrastiveLossKind"]}.{spec.Loss.Kind});").Line("Parameters.Seal();");
            }),
            property => property.Line($"public override {names["VisionEncoder"]} Vision => vision;"),
            property => property.Line($"public override {names["TextEncoder"]} Text => text;"),
            property => property.Line($"public override {names["CaptionDecoder"]}? Decoder => {(decoder is null ? "null" : "decoder")};"),
            property => property.Line($"public override {names["LogitScale"]} Scale => scale;"),
            step => Step(step, spec, names)));

    private static void Step(SourceWriter writer, RecipeSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        (string, string)[] contrastive =
        [
            ($"{names["VisionFeatures"]} image = vision.Forward(batch.Images);", $"[B, {spec.Vision.EmbedDim}], [B, N, {spec.Vision.Width}]"),
            ($"{names["TextFeatures"]} texts = text.Forward({names["cat"]}([batch.WebText, batch.SyntheticText]));",
                $"both captions in one pass: [2B, {spec.Text.EmbedDim}], [2B, {spec.Text.Context - 1}, {spec.Text.Width}]"),
            ($"{tensor} contrastive = {names["ContrastiveLoss"]}.TwoCaptions(image.Embedding, texts.Embedding, scale);", "a scalar"),
        ];
        (string, string)[] losses = spec.Decoder is { } decoder
            ?
            [
                .. contrastive,
                ($"{tensor} words = texts.Tokens.narrow(0, 0, batch.Images.shape[0]);", $"the web captions': [B, {spec.Text.Context - 1}, {spec.Text.Width}]"),
                ($"{tensor} hidden = decoder.Forward(image.Tokens, words);", $"[B, {decoder.Queries}, {decoder.Width}]"),
                ($"{tensor} caption = {names["CaptionLoss"]}.Mean(decoder, hidden, batch.Caption);", "a scalar"),
                ($"{tensor} total = (contrastive * {Literals.Code(spec.Loss.Contrastive)}) + (caption * {Literals.Code(spec.Loss.Caption)});", "a scalar"),
            ]
            : [.. contrastive, ($"{tensor} total = contrastive * {Literals.Code(spec.Loss.Contrastive)};", "a scalar")];
        writer.Block($"public override {names["StepLosses"]} Step({names["TrainingBatch"]} batch)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(losses)
            .Line("total.backward();")
            .Line($"return {names["StepLosses"]}.Read(total, contrastive{(spec.Decoder is null ? "" : ", caption")});"));
    }
}
