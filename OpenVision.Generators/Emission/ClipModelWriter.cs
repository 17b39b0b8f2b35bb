using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes a model of two towers, and maybe a decoder, that is loaded and run.</summary>
internal static class ClipModelWriter
{
    private static readonly string[] Usings =
        ["OpenVision.Captioning", "OpenVision.Clip", "OpenVision.Layers", "OpenVision.Text", "OpenVision.Training", "OpenVision.Vision", "OpenVision.Weights"];

    /// <summary>The other half of the class.</summary>
    public static string Write(DeclaredClip declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        return declared is { Failure: null, Spec: { } spec }
            ? FileWriter.Write(declared.Type, Usings, Remarks(declared.Type, spec), Summary(spec), names["ClipModel"], Members(declared, spec, names))
            : FileWriter.Write(declared.Type, Usings, [$"[ClipModel] {declared.Type.Name} cannot be built. {declared.Failure}"], "A model that cannot be built.", null,
                [writer => Refusal(writer, declared.Type, names, declared.Failure ?? "")]);
    }

    private static string[] Remarks(TypeDeclaration type, ModelSpec spec) =>
        [$"[ClipModel] {type.Name} joins {spec.Vision!.Name} and {spec.Text!.Name}{(spec.Decoder is { } decoder ? $" and {decoder.Name}" : "")}: "
            + $"{Literals.Text(spec.Parameters().Sum(static parameter => parameter.Count))} parameters."];

    private static string Summary(ModelSpec spec) =>
        $"An image encoder and a text encoder of one embedding of size {spec.Vision!.EmbedDim}{(spec.Decoder is null ? "" : ", and a caption decoder")}.";

    private static List<Action<SourceWriter>> Members(DeclaredClip declared, ModelSpec spec, RuntimeNames names) =>
    [
        writer => JoinedPartsWriter.Fields(writer, declared.Parts, names),
        writer => writer
            .Line("/// <summary>Makes the model, with first weights drawn from a seed.</summary>")
            .Line("/// <param name=\"settings\">Where and how it computes. Default: float32 on the processor, without gradients.</param>")
            .Block($"public {declared.Type.Name}({names["GraphSettings"]}? settings = null) : base(Definition, settings)",
                body => JoinedPartsWriter.Construct(body, declared.Parts, spec.Loss ?? default, names)),
        writer => Definition(writer, declared.Parts, spec, names),
        writer => writer
            .Line("/// <summary>What a checkpoint of the model holds, in open_clip's layout.</summary>")
            .Line($"public static {names["WeightManifest"]} Manifest => {names["WeightManifest"]}.Of(Definition);"),
        .. JoinedPartsWriter.Properties(declared.Parts, names),
        writer => writer
            .Line("/// <summary>Makes the model with published or trained weights.</summary>")
            .Line("/// <param name=\"path\">A safetensors file, or a folder that holds one, of open_clip's layout or Hugging Face's.</param>")
            .Line("/// <param name=\"settings\">Where and how it computes. Default: float32 on the processor, without gradients.</param>")
            .Line("/// <exception cref=\"global::OpenVision.OpenVisionException\">The weights are missing or do not fit; the message lists every difference.</exception>")
            .Line($"public static {declared.Type.Name} Load(string path, {names["GraphSettings"]}? settings = null) =>")
            .Indented(body => body.Line($"{names["ModelWeights"]}.Load(static settings => new {declared.Type.Name}(settings), path, settings);")),
    ];

    private static void Definition(SourceWriter writer, PartNames parts, ModelSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the model.</summary>")
        .Block($"public static {names["ModelSpec"]} Definition {{ get; }} = new()", body =>
        {
            body.Line($"Name = {Literals.Code(spec.Name)},")
                .Line($"Vision = {parts.Vision}.Definition,")
                .Line($"Text = {parts.Text}.Definition,");
            if (parts.Decoder is { } decoder)
            {
                body.Line($"Decoder = {decoder}.Definition,");
            }

            body.Line($"Loss = {names["ContrastiveLossKind"]}.{spec.Loss},");
        }, ";");

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["ModelSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"path\">Where weights would lie.</param>")
            .Line("/// <param name=\"settings\">Where and how it would compute.</param>")
            .Line($"public static {type.Name} Load(string path, {names["GraphSettings"]}? settings = null) => {FileWriter.Throw(failure)};"));
}
