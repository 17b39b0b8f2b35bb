namespace OpenVision.Generators.Emission;

internal static partial class CaptionDecoderWriter
{
    private static void Fields(SourceWriter writer, RuntimeNames names) => writer
        .Line($"private readonly {names["Linear"]} imageProjection;")
        .Line($"private readonly {names["Linear"]} textProjection;")
        .Line($"private readonly {names["LearnedQueries"]} queries;")
        .Line($"private readonly {names["Transformer"]} transformer;")
        .Line($"private readonly {names["LayerNorm"]} norm;")
        .Line($"private readonly {names["Linear"]} head;");

    private static void Constructor(SourceWriter writer, string typeName, DecoderSpec spec, RuntimeNames names)
    {
        string epsilon = Literals.Code(spec.NormEpsilon);
        writer
            .Line("/// <summary>Allocates the parameters.</summary>")
            .Line("/// <param name=\"scope\">Where to allocate them.</param>")
            .Line("/// <param name=\"visionWidth\">The width of the image tokens that feed it.</param>")
            .Line("/// <param name=\"textWidth\">The width of the text tokens that feed it.</param>")
            .Block($"public {typeName}({names["ParameterScope"]} scope, int visionWidth, int textWidth)", body => body
                .Line($"imageProjection = new {names["Linear"]}(scope[\"image_projection\"], visionWidth, Width, bias: false);")
                .Line($"textProjection = new {names["Linear"]}(scope[\"text_projection\"], textWidth, Width, bias: false);")
                .Line($"queries = new {names["LearnedQueries"]}(scope, Queries, Width);")
                .Line($"transformer = new {names["Transformer"]}(scope[\"transformer\"], Width, Depth, Heads, MlpDim, {names["Activation"]}.{spec.Activation}, {epsilon});")
                .Line($"norm = new {names["LayerNorm"]}(scope[\"ln_final\"], Width, {epsilon});")
                .Line($"head = new {names["Linear"]}(scope[\"head\"], Width, Vocabulary, bias: false);"));
    }

    private static void Definition(SourceWriter writer, DecoderSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph, but for the widths of the towers.</summary>")
        .Block($"public static {names["DecoderSpec"]} Definition {{ get; }} = new()", body => body
            .Line($"Name = {Literals.Code(spec.Name)},")
            .Line("Width = Width,")
            .Line("Depth = Depth,")
            .Line("Heads = Heads,")
            .Line("MlpDim = MlpDim,")
            .Line("Queries = Queries,")
            .Line("Vocabulary = Vocabulary,")
            .Line($"Activation = {names["Activation"]}.{spec.Activation},")
            .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},"), ";")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["DecoderSpec"]} Spec => Definition;");
}
