namespace OpenVision.Generators.Emission;

internal static partial class CaptionDecoderWriter
{
    private static void Forward(SourceWriter writer, DecoderSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        string mask = $"{names["AttentionMask"]}.Prefix(image.shape[1] + text.shape[1], Queries)";
        writer
            .Line("/// <inheritdoc/>")
            .Block($"public override {tensor} Forward({tensor} imageTokens, {tensor} textTokens)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped(
                    ($"{tensor} image = imageProjection.Forward(imageTokens);", $"[B, N, {spec.Width}]"),
                    ($"{tensor} text = textProjection.Forward(textTokens);", $"[B, T - 1, {spec.Width}]"),
                    ($"{tensor} asked = queries.Forward(imageTokens.shape[0]);", $"[B, {spec.Queries}, {spec.Width}]"),
                    ($"{tensor} x = {names["cat"]}([image, text, asked], 1);", $"[B, N + T - 1 + {spec.Queries}, {spec.Width}]"),
                    ($"x = transformer.Forward(x, {mask});", ""),
                    ($"{tensor} hidden = norm.Forward(x.narrow(1, x.shape[1] - Queries, Queries));", $"[B, {spec.Queries}, {spec.Width}]"))
                .Line("return hidden.MoveToOuterDisposeScope();"));
    }
}
