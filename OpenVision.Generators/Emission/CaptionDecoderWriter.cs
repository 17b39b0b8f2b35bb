using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the graph of a caption decoder, be it a class of its own or a part of a recipe.</summary>
internal static partial class CaptionDecoderWriter
{
    /// <summary>The namespaces that a decoder takes names from.</summary>
    public static readonly string[] Usings = ["OpenVision.Captioning", "OpenVision.Layers", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(Declared<DecoderSpec> declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        DecoderSpec spec = declared.Spec;
        return declared.Failure is { } failure
            ? FileWriter.Write(declared.Type, Usings, [$"[CaptionDecoder] {declared.Type.Name} cannot be built. {failure}"], "A caption decoder that cannot be built.",
                names["CaptionDecoder"],
                [writer => Constants(writer, spec), writer => Refusal(writer, declared.Type, names, failure)])
            : FileWriter.Write(declared.Type, Usings, Remarks(declared.Type.Name, spec), Summary(spec),
                names["CaptionDecoder"], Members(declared.Type.Name, spec, names));
    }

    /// <summary>The members of a decoder.</summary>
    /// <param name="typeName">The decoder's class.</param>
    /// <param name="spec">What fixes its graph.</param>
    /// <param name="names">The runtime's names as they are written there.</param>
    public static Action<SourceWriter>[] Members(string typeName, DecoderSpec spec, RuntimeNames names) =>
    [
        writer => Constants(writer, spec),
        writer => Fields(writer, names),
        writer => Constructor(writer, typeName, spec, names),
        writer => Definition(writer, spec, names),
        writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["Linear"]} Head => head;"),
        writer => Forward(writer, spec, names),
    ];

    /// <summary>A sentence on a decoder.</summary>
    public static string Summary(DecoderSpec spec) =>
        $"A caption decoder: {spec.Depth} blocks of width {spec.Width} and {spec.Queries} queries.";

    private static string[] Remarks(string typeName, DecoderSpec spec) =>
    [
        $"[CaptionDecoder] {typeName}: {TowerWriter.Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim)}; "
            + $"{spec.Queries} queries, vocabulary of {Literals.Text(spec.Vocabulary)}.",
    ];

    private static void Constants(SourceWriter writer, DecoderSpec spec) => Constant.Write(writer,
    [
        .. TowerWriter.Constants(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
        new("int", nameof(spec.Queries), spec.Queries, "The number of queries, which is the length of a decoded caption."),
        new("int", nameof(spec.Vocabulary), spec.Vocabulary, "The number of token ids that the head chooses from."),
    ]);

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"scope\">Where parameters would be allocated.</param>")
            .Line("/// <param name=\"visionWidth\">The width of the image tokens.</param>")
            .Line("/// <param name=\"textWidth\">The width of the text tokens.</param>")
            .Line($"public {type.Name}({names["ParameterScope"]} scope, int visionWidth, int textWidth) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["DecoderSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["DecoderSpec"]} Spec => Definition;"),
        w => w.Line("/// <inheritdoc/>")
            .Line($"public override {names["Tensor"]} Forward({names["Tensor"]} imageTokens, {names["Tensor"]} textTokens) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["Linear"]} Head => {FileWriter.Throw(failure)};"));
}
