using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the graph of OpenVision 2's text decoder.</summary>
internal static class TextDecoderWriter
{
    private static readonly string[] Usings = ["OpenVision.Captioning", "OpenVision.Layers", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(Declared<TextDecoderSpec> declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        TextDecoderSpec spec = declared.Spec;
        return declared.Failure is { } failure
            ? FileWriter.Write(declared.Type, Usings, [$"[TextDecoder] {declared.Type.Name} cannot be built. {failure}"], "A text decoder that cannot be built.",
                names["TextDecoder"],
                [writer => Constants(writer, spec), writer => Refusal(writer, declared.Type, names, failure)])
            : FileWriter.Write(declared.Type, Usings, [Remark(declared.Type.Name, spec)], Summary(spec), names["TextDecoder"],
                [
                    writer => Constants(writer, spec),
                    writer => Fields(writer, names),
                    writer => Constructor(writer, declared.Type, spec, names),
                    writer => Definition(writer, spec, names),
                    writer => Forward(writer, spec, names),
                    writer => Logits(writer, names),
                ]);
    }

    private static string Remark(string name, TextDecoderSpec spec) =>
        $"[TextDecoder] {name}: {TowerWriter.Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim)}; "
            + $"{spec.Context} tokens of a vocabulary of {Literals.Text(spec.Vocabulary)}{(spec.PrefixMask ? ", patches see each other" : "")}.";

    private static string Summary(TextDecoderSpec spec) =>
        $"A text decoder: {spec.Depth} blocks of width {spec.Width} over patch tokens and up to {spec.Context} tokens of a caption.";

    private static void Constants(SourceWriter writer, TextDecoderSpec spec) => Constant.Write(writer,
    [
        .. TowerWriter.Constants(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
        new("int", nameof(spec.Context), spec.Context, "The most tokens of a caption."),
        new("int", nameof(spec.Vocabulary), spec.Vocabulary, "The number of token ids."),
    ]);

    private static void Fields(SourceWriter writer, RuntimeNames names) => writer
        .Line($"private readonly {names["Linear"]} imageProjection;")
        .Line($"private readonly {names["WordEmbedding"]} embedding;")
        .Line($"private readonly {names["Transformer"]} transformer;")
        .Line($"private readonly {names["LayerNorm"]} norm;")
        .Line($"private readonly {names["Linear"]} head;");

    private static void Constructor(SourceWriter writer, TypeDeclaration type, TextDecoderSpec spec, RuntimeNames names)
    {
        string epsilon = Literals.Code(spec.NormEpsilon);
        writer
            .Line("/// <summary>Allocates the parameters.</summary>")
            .Line("/// <param name=\"scope\">Where to allocate them.</param>")
            .Line("/// <param name=\"visionWidth\">The width of the image tokens that feed it.</param>")
            .Block($"public {type.Name}({names["ParameterScope"]} scope, int visionWidth)", body => body
                .Line($"imageProjection = new {names["Linear"]}(scope[\"image_projection\"], visionWidth, Width, bias: false);")
                .Line($"embedding = new {names["WordEmbedding"]}(scope, Vocabulary, Context, Width);")
                .Line($"transformer = new {names["Transformer"]}(scope[\"transformer\"], Width, Depth, Heads, MlpDim, {names["Activation"]}.{spec.Activation}, {epsilon});")
                .Line($"norm = new {names["LayerNorm"]}(scope[\"ln_final\"], Width, {epsilon});")
                .Line($"head = new {names["Linear"]}(scope[\"head\"], Width, Vocabulary, bias: false);"));
    }

    private static void Definition(SourceWriter writer, TextDecoderSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph, but for the width of the image tokens.</summary>")
        .Block($"public static {names["TextDecoderSpec"]} Definition {{ get; }} = new()", body => body
            .Line($"Name = {Literals.Code(spec.Name)},")
            .Line("Width = Width,")
            .Line("Depth = Depth,")
            .Line("Heads = Heads,")
            .Line("MlpDim = MlpDim,")
            .Line("Context = Context,")
            .Line("Vocabulary = Vocabulary,")
            .Line($"PrefixMask = {Literals.Code(spec.PrefixMask)},")
            .Line($"Activation = {names["Activation"]}.{spec.Activation},")
            .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},"), ";")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["TextDecoderSpec"]} Spec => Definition;");

    private static void Forward(SourceWriter writer, TextDecoderSpec spec, RuntimeNames names)
    {
        string tensor = names["Tensor"];
        string mask = spec.PrefixMask
            ? $"{names["AttentionMask"]}.Prefix(image.shape[1], words.shape[1])"
            : $"{names["AttentionMask"]}.Causal(x.shape[1])";
        writer
            .Line("/// <inheritdoc/>")
            .Block($"public override {tensor} Forward({tensor} imageTokens, {tensor} tokens)", body => body
                .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
                .Shaped(
                    ($"{tensor} image = imageProjection.Forward(imageTokens);", $"[B, N, {spec.Width}]"),
                    ($"{tensor} words = embedding.Forward(tokens);", $"[B, T, {spec.Width}]"),
                    ($"{tensor} x = {names["cat"]}([image, words], 1);", $"[B, N + T, {spec.Width}]"),
                    ($"x = transformer.Forward(x, {mask});", $"[B, N + T, {spec.Width}]"),
                    ($"{tensor} hidden = norm.Forward(x.narrow(1, image.shape[1], words.shape[1]));", $"[B, T, {spec.Width}]"))
                .Line("return hidden.MoveToOuterDisposeScope();"));
    }

    private static void Logits(SourceWriter writer, RuntimeNames names) => writer
        .Line("/// <inheritdoc/>")
        .Block($"public override {names["Tensor"]} Logits({names["Tensor"]} hidden)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Line($"return head.Forward(hidden).to_type({names["ScalarType"]}.Float32).MoveToOuterDisposeScope();"));

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"scope\">Where parameters would be allocated.</param>")
            .Line("/// <param name=\"visionWidth\">The width of the image tokens.</param>")
            .Line($"public {type.Name}({names["ParameterScope"]} scope, int visionWidth) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["TextDecoderSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["TextDecoderSpec"]} Spec => Definition;"),
        w => w.Line("/// <inheritdoc/>")
            .Line($"public override {names["Tensor"]} Forward({names["Tensor"]} imageTokens, {names["Tensor"]} tokens) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["Tensor"]} Logits({names["Tensor"]} hidden) => {FileWriter.Throw(failure)};"));
}
