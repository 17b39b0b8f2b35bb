using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class RecipeWriter
{
    /// <summary>What is trained, and the curriculum as a table.</summary>
    private static List<string> Remarks(TypeDeclaration type, RecipeSpec spec)
    {
        string parts = spec.Decoder is null ? $"{spec.Vision.Name} and {spec.Text.Name}" : $"{spec.Vision.Name}, {spec.Text.Name} and a caption decoder";
        List<string> remarks = [$"[TrainRecipe] {type.Name} trains {parts}: {Literals.Text(ParameterCount.Trained(spec).Total)} parameters.", ""];
        string[] head = ["stage", "resolution", "samples", "batch", "steps", "peak learning rate", "a sample", "in all", .. Memory(spec, "on a device")];
        remarks.AddRange(RemarkTable.Of([head, .. spec.Stages.Select(stage => Row(spec, stage, StageCost.Of(spec, stage)))]));
        return remarks;
    }

    private static string Summary(RecipeSpec spec) =>
        $"A run of {spec.Stages.Count} {(spec.Stages.Count == 1 ? "stage" : "stages")} that trains an image encoder, a text encoder{(spec.Decoder is null ? "" : " and a caption decoder")}.";

    private static string[] Row(RecipeSpec spec, StageSpec stage, StageCost cost) =>
    [
        stage.Name,
        $"{stage.Resolution}",
        Literals.Text(stage.Samples),
        Literals.Text(stage.BatchSize),
        Literals.Text(LearningRate.Steps(stage)),
        Literals.Text(LearningRate.Peak(stage)),
        $"{Literals.Scaled(cost.TrainingFlopsPerSample)}FLOPs",
        $"{Literals.Scaled(cost.TrainingFlops)}FLOPs",
        .. Memory(spec, Literals.GiB(cost.Memory.Total)),
    ];

    // Without a budget nobody has said how many devices share the batch.
    private static string[] Memory(RecipeSpec spec, string cell) => spec.Budget is null ? [] : [cell];
}
