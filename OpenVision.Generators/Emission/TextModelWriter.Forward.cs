namespace OpenVision.Generators.Emission;

internal static partial class TextModelWriter
{
    private static void Forward(SourceWriter writer, TextSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        string mask = spec.Causal ? $", {names["AttentionMask"]}.Causal(Context)" : "";
        (string pooled, string reason) = spec.Pooling == TextPooling.EndOfText
            ? ($"{names["TextPool"]}.EndOfText(x, tokens)", "the end of the text")
            : ("x.select(1, Context - 1)", "the last token");
        writer
            .Line("/// <inheritdoc/>")
            .Block($"public override {names["TextFeatures"]} Forward({tensor} tokens)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped(
                    ($"{tensor} x = embedding.Forward(tokens);", $"[B, {spec.Context}, {spec.Width}]"),
                    ($"x = transformer.Forward(x{mask});", $"[B, {spec.Context}, {spec.Width}]"),
                    ($"{tensor} pooled = norm.Forward({pooled});", $"[B, {spec.Width}], {reason}"),
                    ($"{tensor} vector = projection.Forward(pooled);", $"[B, {spec.EmbedDim}]"),
                    ($"{tensor} words = x.narrow(1, 0, Context - 1);", $"[B, {spec.Context - 1}, {spec.Width}]"))
                .Line($"return new {names["TextFeatures"]}(vector.MoveToOuterDisposeScope(), words.MoveToOuterDisposeScope());"));
    }
}
