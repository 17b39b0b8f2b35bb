using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the graph of an image encoder.</summary>
internal static partial class VisionModelWriter
{
    private static readonly string[] Usings = ["OpenVision.Layers", "OpenVision.Vision", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(Declared<VisionSpec> declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        VisionSpec spec = declared.Spec;
        return declared.Failure is { } failure
            ? FileWriter.Write(declared.Type, Usings, [$"[VisionModel] {declared.Type.Name} cannot be built. {failure}"], "An image encoder that cannot be built.",
                names["VisionEncoder"],
                [writer => Constants(writer, spec, counted: false), writer => Refusal(writer, declared.Type, names, failure)])
            : FileWriter.Write(declared.Type, Usings, Remarks(declared), Summary(spec),
                names["VisionEncoder"],
                [
                    writer => Constants(writer, spec, counted: true),
                    writer => Fields(writer, spec, names),
                    writer => Constructor(writer, declared.Type, spec, names),
                    writer => Definition(writer, spec, names),
                    writer => Forward(writer, spec, names),
                    .. spec.Trunk == Trunk.Vit ? [writer => Features(writer, spec, names)] : Array.Empty<Action<SourceWriter>>(),
                ]);
    }

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"/// <param name=\"scope\">Where parameters would be allocated.</param>")
            .Line($"public {type.Name}({names["ParameterScope"]} scope) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["VisionSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["VisionSpec"]} Spec => Definition;"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["VisionFeatures"]} Forward({names["Tensor"]} images) => {FileWriter.Throw(failure)};"));
}
