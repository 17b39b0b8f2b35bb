using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the graph of a text encoder.</summary>
internal static partial class TextModelWriter
{
    private static readonly string[] Usings = ["OpenVision.Layers", "OpenVision.Text", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(Declared<TextSpec> declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        TextSpec spec = declared.Spec;
        return declared.Failure is { } failure
            ? FileWriter.Write(declared.Type, Usings, [$"[TextModel] {declared.Type.Name} cannot be built. {failure}"], "A text encoder that cannot be built.",
                names["TextEncoder"],
                [writer => Constants(writer, spec, counted: false), writer => Refusal(writer, declared.Type, names, failure)])
            : FileWriter.Write(declared.Type, Usings, Remarks(declared), Summary(spec),
                names["TextEncoder"],
                [
                    writer => Constants(writer, spec, counted: true),
                    writer => Fields(writer, spec, names),
                    writer => Constructor(writer, declared.Type, spec, names),
                    writer => Definition(writer, spec, names),
                    writer => Forward(writer, spec, names),
                ]);
    }

    private static string[] Remarks(Declared<TextSpec> declared)
    {
        TextSpec spec = declared.Spec;
        return
        [
            $"[TextModel] {declared.Type.Name}: {TowerWriter.Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim)}; "
                + $"{spec.Context} tokens of a vocabulary of {Literals.Text(spec.Vocabulary)}{(spec.Causal ? ", causal" : "")}.",
            $"{Literals.Text(ParameterCount.Text(spec).Total)} parameters, {Literals.Scaled(Flops.Text(spec))}FLOPs a text.",
        ];
    }

    private static string Summary(TextSpec spec) => $"A text encoder: {spec.Depth} blocks of width {spec.Width} over {spec.Context} tokens.";

    private static void Constants(SourceWriter writer, TextSpec spec, bool counted) => Constant.Write(writer,
    [
        .. TowerWriter.Constants(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
        new("int", nameof(spec.EmbedDim), spec.EmbedDim, "The size of the joint embedding."),
        new("int", nameof(spec.Context), spec.Context, "The number of tokens in a text."),
        new("int", nameof(spec.Vocabulary), spec.Vocabulary, "The number of token ids."),
        new("long", "ParameterCount", counted ? ParameterCount.Text(spec).Total : 0, "The number of parameters."),
        new("long", "FlopsPerText", counted ? Flops.Text(spec) : 0, "The floating-point operations of one text's forward pass."),
    ]);

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"/// <param name=\"scope\">Where parameters would be allocated.</param>")
            .Line($"public {type.Name}({names["ParameterScope"]} scope) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["TextSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["TextSpec"]} Spec => Definition;"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["TextFeatures"]} Forward({names["Tensor"]} tokens) => {FileWriter.Throw(failure)};"));
}
