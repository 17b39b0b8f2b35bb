namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Forward(SourceWriter writer, VisionSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        (string pooled, string reason) = spec.Pooling == VisionPooling.ClassToken
            ? ("x.select(1, 0)", "the class token")
            : ("tokens.mean([1])", "the mean over patches");
        writer
            .Line("/// <inheritdoc/>")
            .Block($"public override {names["VisionFeatures"]} Forward({tensor} images)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped(
                    ($"{tensor} x = embedding.Forward(images);", $"[B, 1 + N, {spec.Width}]"),
                    ("x = transformer.Forward(x);", $"[B, 1 + N, {spec.Width}]"),
                    ($"{tensor} tokens = x.narrow(1, 1, x.shape[1] - 1);", $"[B, N, {spec.Width}]"),
                    ($"{tensor} pooled = norm.Forward({pooled});", $"[B, {spec.Width}], {reason}"),
                    ($"{tensor} vector = projection.Forward(pooled);", $"[B, {spec.EmbedDim}]"))
                .Line($"return new {names["VisionFeatures"]}(vector.MoveToOuterDisposeScope(), tokens.MoveToOuterDisposeScope());"));
    }
}
