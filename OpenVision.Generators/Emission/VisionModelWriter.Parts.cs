using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Fields(SourceWriter writer, RuntimeNames names) => writer
        .Line($"private readonly {names["PatchEmbedding"]} embedding;")
        .Line($"private readonly {names["Transformer"]} transformer;")
        .Line($"private readonly {names["LayerNorm"]} norm;")
        .Line($"private readonly {names["Projection"]} projection;");

    private static void Constructor(SourceWriter writer, TypeDeclaration type, VisionSpec spec, RuntimeNames names)
    {
        string epsilon = Literals.Code(spec.NormEpsilon);
        writer
            .Line("/// <summary>Allocates the parameters under the published names.</summary>")
            .Line("/// <param name=\"scope\">Where to allocate them.</param>")
            .Block($"public {type.Name}({names["ParameterScope"]} scope)", body => body
                .Line($"embedding = new {names["PatchEmbedding"]}(scope, Width, Patch, Resolution, {names["Positions"]}.{spec.Positions});")
                .Line($"transformer = new {names["Transformer"]}(scope[\"transformer\"], Width, Depth, Heads, MlpDim, {names["Activation"]}.{spec.Activation}, {epsilon});")
                .Line($"norm = new {names["LayerNorm"]}(scope[\"ln_post\"], Width, {epsilon});")
                .Line($"projection = new {names["Projection"]}(scope, \"proj\", Width, EmbedDim);"));
    }

    private static void Definition(SourceWriter writer, VisionSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph.</summary>")
        .Block($"public static {names["VisionSpec"]} Definition {{ get; }} = new()", body => body
            .Line($"Name = {Literals.Code(spec.Name)},")
            .Line("Width = Width,")
            .Line("Depth = Depth,")
            .Line("Heads = Heads,")
            .Line("MlpDim = MlpDim,")
            .Line("EmbedDim = EmbedDim,")
            .Line("Patch = Patch,")
            .Line("Resolution = Resolution,")
            .Line($"Pooling = {names["VisionPooling"]}.{spec.Pooling},")
            .Line($"Activation = {names["Activation"]}.{spec.Activation},")
            .Line($"Positions = {names["Positions"]}.{spec.Positions},")
            .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},"), ";")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["VisionSpec"]} Spec => Definition;");
}
