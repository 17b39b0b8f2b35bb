using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Fields(SourceWriter writer, VisionSpec spec, RuntimeNames names)
    {
        foreach ((string type, string name, _) in Parts(spec, names))
        {
            writer.Line($"private readonly {names[type]} {name};");
        }
    }

    private static void Constructor(SourceWriter writer, TypeDeclaration type, VisionSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>Allocates the parameters under the published names.</summary>")
        .Line("/// <param name=\"scope\">Where to allocate them.</param>")
        .Block($"public {type.Name}({names["ParameterScope"]} scope)", body =>
        {
            foreach ((string part, string name, string arguments) in Parts(spec, names))
            {
                body.Line($"{name} = new {names[part]}({arguments});");
            }
        });

    // In the order in which an image runs through them.
    private static IEnumerable<(string Type, string Name, string Arguments)> Parts(VisionSpec spec, RuntimeNames names)
    {
        string epsilon = Literals.Code(spec.NormEpsilon);
        string activation = $"{names["Activation"]}.{spec.Activation}";
        if (spec.Trunk == Trunk.ConvNext)
        {
            yield return ("ConvNextTrunk", "trunk", $"scope[\"trunk\"], [{List(spec.StageDepths)}], [{List(spec.StageWidths)}], {activation}, {epsilon}");
            yield return ("LayerNorm", "norm", $"scope[\"trunk\"][\"head\"][\"norm\"], Width, {epsilon}");
        }
        else
        {
            yield return ("PatchEmbedding", "embedding", "scope, Definition");
            if (spec.PreNorm)
            {
                yield return ("LayerNorm", "preNorm", $"scope[\"ln_pre\"], Width, {epsilon}");
            }

            yield return ("Transformer", "transformer", $"scope[\"transformer\"], Width, Depth, Heads, MlpDim, {activation}, {epsilon}");
            yield return ("LayerNorm", "norm", $"scope[\"ln_post\"], Width, {epsilon}");
            if (spec.Pooling == VisionPooling.Attention)
            {
                yield return ("AttentionPool", "pool", $"scope[\"attn_pool\"], Width, Heads, MlpDim, {activation}, {epsilon}");
            }
        }

        switch (spec.Head)
        {
            case Head.Matrix:
                yield return ("Projection", "projection", "scope, \"proj\", Width, EmbedDim");
                break;
            case Head.Linear:
                yield return ("Linear", "projection", "scope[\"head\"][\"proj\"], Width, EmbedDim, bias: false");
                break;
            case Head.Mlp:
                yield return ("MlpHead", "projection", "scope[\"head\"][\"mlp\"], Width, EmbedDim");
                break;
        }
    }

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(static number => Literals.Code(number)));

    private static void Definition(SourceWriter writer, VisionSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph.</summary>")
        .Block($"public static {names["VisionSpec"]} Definition {{ get; }} = new()", body =>
        {
            body.Line($"Name = {Literals.Code(spec.Name)},")
                .Line("Width = Width,")
                .Line("Depth = Depth,")
                .Line("Heads = Heads,")
                .Line("MlpDim = MlpDim,")
                .Line("EmbedDim = EmbedDim,")
                .Line("Patch = Patch,")
                .Line("Resolution = Resolution,")
                .Line($"CropToPatches = {Literals.Code(spec.CropToPatches)},")
                .Line($"Trunk = {names["Trunk"]}.{spec.Trunk},");
            if (spec.Trunk == Trunk.ConvNext)
            {
                body.Line($"StageDepths = new([{List(spec.StageDepths)}]),").Line($"StageWidths = new([{List(spec.StageWidths)}]),");
            }

            body.Line($"Pooling = {names["VisionPooling"]}.{spec.Pooling},")
                .Line($"ClassToken = {Literals.Code(spec.ClassToken)},")
                .Line($"PatchBias = {Literals.Code(spec.PatchBias)},")
                .Line($"PreNorm = {Literals.Code(spec.PreNorm)},")
                .Line($"Head = {names["Head"]}.{spec.Head},")
                .Line($"Activation = {names["Activation"]}.{spec.Activation},")
                .Line($"Positions = {names["Positions"]}.{spec.Positions},")
                .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},")
                .Line($"Resize = {names["ResizeMode"]}.{spec.Resize},")
                .Line($"Interpolation = {names["Interpolation"]}.{spec.Interpolation},")
                .Line($"Colors = {names["ColorStatistics"]}.{spec.Colors},");
        }, ";")
        .Line()
        .Line("/// <summary>What a checkpoint of the encoder holds, in open_clip's layout.</summary>")
        .Line($"public static {names["WeightManifest"]} Manifest => {names["WeightManifest"]}.Of(new() {{ Name = Definition.Name, Vision = Definition }});")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["VisionSpec"]} Spec => Definition;");
}
