using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the run of a multimodal recipe: its stages as data, and what each moves.</summary>
internal static partial class MllmRecipeWriter
{
    private static readonly string[] Usings = ["OpenVision.Multimodal"];

    /// <summary>The other half of the class.</summary>
    public static string Write(DeclaredMllm recipe)
    {
        RuntimeNames names = new(recipe.Type.TakenNames);
        return recipe is { Failure: null, Spec: { } spec }
            ? FileWriter.Write(recipe.Type, Usings, [.. Remarks(recipe.Type, spec)], Summary(spec), null,
                [writer => Definition(writer, spec, recipe.Model, names), writer => Trainability(writer, spec, names), writer => Create(writer, recipe.Model, names)])
            : FileWriter.Write(recipe.Type, Usings, [$"[MllmRecipe] {recipe.Type.Name} cannot be run. {recipe.Failure}"], "A recipe that cannot be run.", null,
                [writer => Refusal(writer, names, recipe.Failure ?? "")]);
    }

    private static string Summary(MllmRecipeSpec spec) =>
        $"A run of {spec.Stages.Count} {(spec.Stages.Count == 1 ? "stage" : "stages")} that makes a multimodal language model.";

    private static void Create(SourceWriter writer, string model, RuntimeNames names) => writer
        .Line("/// <summary>Makes what the recipe trains.</summary>")
        .Line("/// <param name=\"settings\">Where and how its parts compute.</param>")
        .Line($"public static {names["MultimodalModel"]} Create({names["MultimodalSettings"]} settings) => new {model}(settings);");

    private static void Trainability(SourceWriter writer, MllmRecipeSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What each stage moves, by where its gradients go: a run holds its first step of a stage to it.</summary>")
        .Line($"public static {names["EquatableArray"]}<{names["StageTrainability"]}> Trainability {{ get; }} = new(")
        .Items(StageTrainability.Of(spec), (body, stage) => body.Line($"new {names["StageTrainability"]}({string.Join(", ", State(stage, names))}),"), ");");

    private static IEnumerable<string> State(StageTrainability stage, RuntimeNames names)
    {
        yield return Literals.Code(stage.Stage);
        foreach ((string part, PartState? state) in new (string, PartState?)[]
        {
            (nameof(stage.Vision), stage.Vision), (nameof(stage.Connector), stage.Connector), (nameof(stage.Language), stage.Language),
            (nameof(stage.Newline), stage.Newline), (nameof(stage.Adapters), stage.Adapters),
        })
        {
            yield return $"{part}: {(state is { } known ? $"{names["PartState"]}.{known}" : "null")}";
        }
    }

    private static void Refusal(SourceWriter writer, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["MllmRecipeSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["EquatableArray"]}<{names["StageTrainability"]}> Trainability => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"settings\">Where and how its parts would compute.</param>")
            .Line($"public static {names["MultimodalModel"]} Create({names["MultimodalSettings"]} settings) => {FileWriter.Throw(failure)};"));
}
