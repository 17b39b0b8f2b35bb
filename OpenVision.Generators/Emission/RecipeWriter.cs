using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the run of a recipe: its stages as data, and one typed training step.</summary>
internal static partial class RecipeWriter
{
    private const string PresetDecoder = nameof(PresetDecoder);

    private static readonly string[] Usings =
        ["OpenVision.Captioning", "OpenVision.Layers", "OpenVision.Text", "OpenVision.Training", "OpenVision.Vision", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(DeclaredRecipe recipe)
    {
        RuntimeNames names = new(recipe.Type.TakenNames);
        return recipe is { Failure: null, Spec: { } spec }
            ? FileWriter.Write(recipe.Type, Usings, Remarks(recipe.Type, spec), Summary(spec), null, Members(recipe, spec, names))
            : FileWriter.Write(recipe.Type, Usings, [$"[TrainRecipe] {recipe.Type.Name} cannot be run. {recipe.Failure}"], "A recipe that cannot be run.", null,
                [writer => Refusal(writer, names, recipe.Failure ?? "")]);
    }

    private static List<Action<SourceWriter>> Members(DeclaredRecipe recipe, RecipeSpec spec, RuntimeNames names)
    {
        PartNames parts = recipe.Parts.Decoder is null && spec.Decoder is not null ? recipe.Parts with { Decoder = PresetDecoder } : recipe.Parts;
        List<Action<SourceWriter>> members =
        [
            writer => Definition(writer, spec, parts, names),
            writer => writer
                .Line("/// <summary>Makes what the recipe trains.</summary>")
                .Line("/// <param name=\"settings\">Where and how it computes.</param>")
                .Line($"public static {names["TrainingGraph"]} Create({names["GraphSettings"]} settings) => new Graph(settings);"),
            writer => Graph(writer, spec, parts, names),
        ];
        if (recipe.Parts.Decoder is null && spec.Decoder is { } preset)
        {
            members.Add(writer => writer
                .Line($"/// <summary>{CaptionDecoderWriter.Summary(preset)}</summary>")
                .Block($"private sealed class {PresetDecoder} : {names["CaptionDecoder"]}",
                    body => body.Separated(CaptionDecoderWriter.Members(PresetDecoder, preset, names))));
        }

        return members;
    }

    private static void Refusal(SourceWriter writer, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["RecipeSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"settings\">Where and how it would compute.</param>")
            .Line($"public static {names["TrainingGraph"]} Create({names["GraphSettings"]} settings) => {FileWriter.Throw(failure)};"));
}
