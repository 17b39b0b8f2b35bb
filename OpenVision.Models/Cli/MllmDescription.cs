using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>What <c>describe</c> prints of a multimodal model.</summary>
internal sealed record MultimodalDocument(
    string Name, string Kind, IReadOnlyList<ModelDocument> Models, int TileTokens, int MostPictureTokens, int? VideoTokens, IReadOnlyList<PublishedDocument> Published)
{
    public static MultimodalDocument Of(MultimodalSpec model, IReadOnlyList<PublishedSpec> published) => new(
        model.Name,
        "multimodal",
        [.. OutlineOfLanguage.Parts(model).Select(static part => ModelDocument.Of(part, []))],
        model.TileTokens,
        TileLayout.MostTokens(model),
        model.Video is { } video ? TileLayout.VideoTokens(model, video.Frames) : null,
        PublishedDocument.Of(published));
}

/// <summary>What <c>describe</c> prints of a multimodal recipe.</summary>
internal sealed record MllmDocument(
    string Name, string Kind, MultimodalDocument Model, IReadOnlyList<MllmStageOutline> Stages, long Parameters, double? TrainingFlops, long PeakMemory, double? Hours,
    IReadOnlyList<PublishedDocument> Published)
{
    public static MllmDocument Of(MllmRecipeSpec recipe, IReadOnlyList<MllmStageOutline> stages, IReadOnlyList<PublishedSpec> published) => new(
        recipe.Name,
        "mllm",
        MultimodalDocument.Of(recipe.Model, []),
        stages,
        ParameterCount.Multimodal(recipe.Model).Total,
        stages.All(static stage => stage.Cost.TrainingFlops is not null) ? stages.Sum(static stage => stage.Cost.TrainingFlops) : null,
        stages.Max(static stage => stage.Cost.Memory.Total),
        stages.All(static stage => stage.Cost.Hours is not null) ? stages.Sum(static stage => stage.Cost.Hours) : null,
        PublishedDocument.Of(published));
}

/// <summary>Shows multimodal models and recipes.</summary>
internal static class MllmDescription
{
    /// <summary>The tables of a model.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<Table> Of(MultimodalSpec model) => [.. OutlineOfLanguage.Parts(model).Select(OutlineTables.Of), MllmTables.Pictures(model)];

    /// <summary>The stages of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static IReadOnlyList<MllmStageOutline> Stages(MllmRecipeSpec recipe) => [.. recipe.Stages.Select(stage => MllmStageOutline.Of(recipe, stage))];
}
