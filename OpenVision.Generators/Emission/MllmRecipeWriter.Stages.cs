using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class MllmRecipeWriter
{
    private const string Unknown = "?";

    /// <summary>What is trained, the stages as a table, and what each moves.</summary>
    private static IEnumerable<string> Remarks(TypeDeclaration type, MllmRecipeSpec spec)
    {
        MllmStageCost[] costs = [.. MllmStageCost.Of(spec)];
        return
        [
            $"[MllmRecipe] {type.Name} trains {spec.Model.Name}: {Literals.Text(ParameterCount.Multimodal(spec.Model).Total)} parameters.",
            "",
            .. RemarkTable.Of(
            [
                ["stage", "samples", "batch", "steps", "peak learning rate", "longest", "a picture", "a sample", "in all", .. Memory(spec, "on a device")],
                .. spec.Stages.Zip(costs, (stage, cost) => Row(spec, stage, cost)),
            ]),
            "",
            .. RemarkTable.Of(Moves(spec)),
        ];
    }

    private static string[] Row(MllmRecipeSpec spec, MllmStageSpec stage, MllmStageCost cost) =>
    [
        stage.Name,
        cost.Samples is { } samples ? Literals.Text(samples) : Unknown,
        Literals.Text(stage.BatchSize),
        cost.Steps is { } steps ? Literals.Text(steps) : Unknown,
        Literals.Text(stage.LearningRate),
        $"{Literals.Text(stage.MaxLength)} tokens",
        $"{Literals.Text(cost.MostPictureTokens)} tokens",
        $"{Literals.Scaled(cost.FlopsPerSample.Training)}FLOPs",
        cost.TrainingFlops is { } flops ? $"{Literals.Scaled(flops)}FLOPs" : Unknown,
        .. Memory(spec, Literals.GiB(cost.Memory.Total)),
    ];

    // By gradient: trained; passed, where it is frozen but a gradient goes through it; untouched, where none comes.
    private static List<string[]> Moves(MllmRecipeSpec spec)
    {
        EquatableArray<StageTrainability> stages = StageTrainability.Of(spec);
        MultimodalSpec model = spec.Model;
        bool later = model.FeatureLayer < -1 || model.Vision.Head != Head.None;
        List<string[]> rows = [];
        Row("what moves", stages.Select(static stage => stage.Stage));
        Row($"{model.Vision.Name}{(later ? ", what the connector reads" : "")}", stages.Select(static stage => Words(stage.Vision)));
        Row(later ? $"{model.Vision.Name}, what comes after" : null, stages.Select(static _ => Words(PartState.Untouched)));
        Row("connector", stages.Select(static stage => Words(stage.Connector)));
        Row(model.Language.Name, stages.Select(static stage => Words(stage.Language)));
        Row(model.HasNewline ? "newline" : null, stages.Select(static stage => Words(stage.Newline)));
        Row(stages.Any(static stage => stage.Adapters is not null) ? "adapters" : null, stages.Select(static stage => Words(stage.Adapters)));
        return rows;

        void Row(string? part, IEnumerable<string> states)
        {
            if (part is not null)
            {
                rows.Add([part, .. states]);
            }
        }
    }

    private static string Words(PartState? state) => state switch
    {
        PartState.Trained => "trained",
        PartState.Passed => "passed",
        PartState.Untouched => "untouched",
        _ => "",
    };

    // Without a budget nobody has said how many devices share the batch.
    private static string[] Memory(MllmRecipeSpec spec, string cell) => spec.Budget is null ? [] : [cell];
}
