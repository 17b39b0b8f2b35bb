using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class TextModelWriter
{
    private static void Fields(SourceWriter writer, TextSpec spec, RuntimeNames names) => writer
        .Line($"private readonly {names["TokenEmbedding"]} embedding;")
        .Line($"private readonly {names["Transformer"]} transformer;")
        .Line($"private readonly {names["LayerNorm"]} norm;")
        .Line($"private readonly {names[spec.ProjectionBias ? "Linear" : "Projection"]} projection;");

    private static void Constructor(SourceWriter writer, TypeDeclaration type, TextSpec spec, RuntimeNames names)
    {
        string epsilon = Literals.Code(spec.NormEpsilon);
        writer
            .Line("/// <summary>Allocates the parameters under the published names.</summary>")
            .Line("/// <param name=\"scope\">Where to allocate them.</param>")
            .Block($"public {type.Name}({names["ParameterScope"]} scope)", body => body
                .Line($"embedding = new {names["TokenEmbedding"]}(scope, Vocabulary, Context, Width);")
                .Line($"transformer = new {names["Transformer"]}(scope[\"transformer\"], Width, Depth, Heads, MlpDim, {names["Activation"]}.{spec.Activation}, {epsilon});")
                .Line($"norm = new {names["LayerNorm"]}(scope[\"ln_final\"], Width, {epsilon});")
                .Line(spec.ProjectionBias
                    ? $"projection = new {names["Linear"]}(scope[\"text_projection\"], Width, EmbedDim);"
                    : $"projection = new {names["Projection"]}(scope, \"text_projection\", Width, EmbedDim);"));
    }

    private static void Definition(SourceWriter writer, TextSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph.</summary>")
        .Block($"public static {names["TextSpec"]} Definition {{ get; }} = new()", body => body
            .Line($"Name = {Literals.Code(spec.Name)},")
            .Line("Width = Width,")
            .Line("Depth = Depth,")
            .Line("Heads = Heads,")
            .Line("MlpDim = MlpDim,")
            .Line("EmbedDim = EmbedDim,")
            .Line("Context = Context,")
            .Line("Vocabulary = Vocabulary,")
            .Line($"Tokenization = {names["Tokenization"]}.{spec.Tokenization},")
            .Line($"Pooling = {names["TextPooling"]}.{spec.Pooling},")
            .Line($"Causal = {Literals.Code(spec.Causal)},")
            .Line($"ProjectionBias = {Literals.Code(spec.ProjectionBias)},")
            .Line($"Activation = {names["Activation"]}.{spec.Activation},")
            .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},"), ";")
        .Line()
        .Line("/// <summary>What a checkpoint of the encoder holds, in open_clip's layout.</summary>")
        .Line($"public static {names["WeightManifest"]} Manifest => {names["WeightManifest"]}.Of(new() {{ Name = Definition.Name, Text = Definition }});")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["TextSpec"]} Spec => Definition;");
}
