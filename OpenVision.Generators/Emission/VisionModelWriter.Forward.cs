namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Forward(SourceWriter writer, VisionSpec spec, RuntimeNames names)
    {
        string head = $"public override {names["VisionFeatures"]} Forward({names["Tensor"]} images";
        writer.Line("/// <inheritdoc/>");
        if (spec.Trunk == Trunk.Vit)
        {
            writer.Line($"{head}) => Forward(images, kept: null);").Line().Line("/// <inheritdoc/>");
        }

        writer.Block($"{head}{(spec.Trunk == Trunk.Vit ? $", {names["Tensor"]}? kept" : "")})", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(
            [
                .. spec.Trunk == Trunk.ConvNext ? ConvNext(spec, names["Tensor"]) : Vit(spec, names["Tensor"]),
                .. spec.Head == Head.None
                    ? Array.Empty<(string, string)>()
                    : [($"{names["Tensor"]} vector = projection.Forward(pooled);", $"[B, {spec.EmbedDim}]")],
            ])
            .Line($"return new {names["VisionFeatures"]}({(spec.Head == Head.None ? "pooled" : "vector")}.MoveToOuterDisposeScope(), tokens.MoveToOuterDisposeScope());"));
    }

    // A ConvNeXt has what the base class gives: its last layer's.
    private static void Features(SourceWriter writer, VisionSpec spec, RuntimeNames names)
    {
        string all = $"[B, {(spec.ClassToken ? "1 + N" : "N")}, {spec.Width}]";
        writer.Line("/// <inheritdoc/>").Block($"public override {names["Tensor"]} Features({names["Tensor"]} images, int layer, bool classToken)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(
            [
                ($"{names["Tensor"]} x = embedding.Forward(images);", all),
                .. spec.PreNorm ? [("x = preNorm.Forward(x);", all)] : Array.Empty<(string, string)>(),
                ("x = transformer.Through(x, layer);", $"{all}, of that block"),
                .. spec.ClassToken
                    ? [($"{names["Tensor"]} tokens = classToken ? x : x.narrow(1, 1, x.shape[1] - 1);", $"{all} or [B, N, {spec.Width}]")]
                    : Array.Empty<(string, string)>(),
            ])
            .Line($"return {(spec.ClassToken ? "tokens" : "x")}.MoveToOuterDisposeScope();"));
    }

    private static IEnumerable<(string Code, string Shape)> ConvNext(VisionSpec spec, string tensor) =>
    [
        ($"{tensor} x = trunk.Forward(images);", $"[B, {spec.Width}, R / {spec.Patch}, R / {spec.Patch}]"),
        ($"{tensor} tokens = x.flatten(2).transpose(1, 2);", $"[B, N, {spec.Width}]"),
        ($"{tensor} pooled = norm.Forward(tokens.mean([1]));", $"[B, {spec.Width}], the mean over places"),
    ];

    private static IEnumerable<(string Code, string Shape)> Vit(VisionSpec spec, string tensor)
    {
        string all = $"[B, {(spec.ClassToken ? "1 + N" : "N")}, {spec.Width}]", patches = $"[B, N, {spec.Width}]", one = $"[B, {spec.Width}]";
        yield return ($"{tensor} x = embedding.Forward(images, kept);", $"{all}, N patches or those kept");
        if (spec.PreNorm)
        {
            yield return ("x = preNorm.Forward(x);", all);
        }

        yield return ("x = transformer.Forward(x);", all);
        if (spec.Pooling != VisionPooling.Mean)
        {
            yield return ("x = norm.Forward(x);", all);
        }

        yield return ($"{tensor} tokens = {(spec.ClassToken ? "x.narrow(1, 1, x.shape[1] - 1)" : "x")};", patches);
        yield return spec.Pooling switch
        {
            VisionPooling.Mean => ($"{tensor} pooled = norm.Forward(tokens.mean([1]));", $"{one}, the mean over patches"),
            VisionPooling.ClassToken => ($"{tensor} pooled = x.select(1, 0);", $"{one}, the class token"),
            _ => ($"{tensor} pooled = pool.Forward(tokens);", $"{one}, a query's answer"),
        };
    }
}
