using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenVision.Data.Packing;
using OpenVision.Evaluation;
using OpenVision.Receipts;

namespace OpenVision.Cli;

/// <summary>The documents that <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(ClipDocument))]
[JsonSerializable(typeof(RecipeDocument))]
[JsonSerializable(typeof(MultimodalDocument))]
[JsonSerializable(typeof(MllmDocument))]
[JsonSerializable(typeof(CodeDocument))]
[JsonSerializable(typeof(TrainDocument))]
[JsonSerializable(typeof(PackReport))]
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(MadeDocument))]
[JsonSerializable(typeof(EvalDocument))]
[JsonSerializable(typeof(CaptionsDocument))]
[JsonSerializable(typeof(ChatDocument))]
[JsonSerializable(typeof(LabelsDocument))]
[JsonSerializable(typeof(EncodedDocument))]
[JsonSerializable(typeof(ConvertDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(ComparedDocument))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class CliJson : JsonSerializerContext
{
}

/// <summary>What <c>list</c> prints.</summary>
internal sealed record ListDocument(IReadOnlyList<ListedModel> Models, IReadOnlyList<ListedRecipe> Recipes);

/// <summary>One model; what its kind does not have is null.</summary>
internal sealed record ListedModel(
    string Name, string Kind, int Width, int Depth, int? Patch, int? Resolution, int? Tokens, long? Parameters, long? Flops,
    IReadOnlyList<PublishedDocument> Published);

/// <summary>
/// One recipe; its FLOPs are those of one training sample at the encoder's own resolution, or in the last stage of a multimodal one, whose
/// samples are null where nobody has published their number.
/// </summary>
internal sealed record ListedRecipe(
    string Name, string Kind, string Vision, string? Text, string? Decoder, IReadOnlyList<string> Stages, long? Samples,
    int Tokens, RecipeParameters Parameters, long Flops, IReadOnlyList<PublishedDocument> Published, MeasuredDocument? Measured)
{
    /// <summary>The language model of a multimodal recipe.</summary>
    public string? Language { get; init; }
}

/// <summary>What <c>compare</c> prints.</summary>
internal sealed record ComparedDocument(IReadOnlyList<ListedRecipe> Recipes, string Picture);

/// <summary>What one source says; figures by their metric's name, what is not said is null.</summary>
internal sealed record PublishedDocument(
    string Source, long? Parameters, double? MillionParameters, string? Data, double? Samples, IReadOnlyDictionary<string, double> Figures)
{
    public static IReadOnlyList<PublishedDocument> Of(IEnumerable<PublishedSpec> published) =>
    [
        .. published.Select(static row => new PublishedDocument(
            row.Source, Said(row.Parameters), Said(row.MillionParameters), row.Data.Length > 0 ? row.Data : null, Said(row.Samples),
            row.Figures.ToDictionary(static figure => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{figure.Metric}"), static figure => figure.Value))),
    ];

    private static T? Said<T>(T value)
        where T : struct, INumber<T> => T.IsZero(value) ? null : value;
}

/// <summary>What was measured here of a recipe.</summary>
internal sealed record MeasuredDocument(string Folder, IReadOnlyList<EvalDocument> Evaluations)
{
    public static MeasuredDocument? Of(MeasuredResults? measured) =>
        measured is null ? null : new(measured.Folder, [.. measured.Evaluations.Select(EvalDocument.Of)]);
}

/// <summary>The parameters of a recipe's parts; the towers' as published counts have them, 0 for parts that it has not.</summary>
internal sealed record RecipeParameters(long Vision, long Text, long Decoder, long Total)
{
    /// <summary>The connector's.</summary>
    public long Connector { get; init; }

    /// <summary>The language model's, with the newline vector.</summary>
    public long Language { get; init; }
}

/// <summary>What <c>describe</c> prints of a model.</summary>
internal sealed record ModelDocument(
    string Name, string Kind, IReadOnlyList<Layer> Layers, long Parameters, long Flops, IReadOnlyList<PublishedDocument> Published)
{
    public static ModelDocument Of(Outline outline, IReadOnlyList<PublishedSpec> published) =>
        new(outline.Name, outline.Kind, outline.Layers, outline.Parameters, outline.Flops, PublishedDocument.Of(published));
}

/// <summary>What <c>describe</c> prints of a model of two towers.</summary>
internal sealed record ClipDocument(
    string Name, string Kind, IReadOnlyList<ModelDocument> Models, IReadOnlyList<PublishedDocument> Published);

/// <summary>What <c>describe</c> prints of a recipe.</summary>
internal sealed record RecipeDocument(
    string Name, string Kind, IReadOnlyList<ModelDocument> Models, IReadOnlyList<StageOutline> Stages, CostSum Cost,
    IReadOnlyList<PublishedDocument> Published, MeasuredDocument? Measured);

/// <summary>What a recipe costs as a whole; memory is a device's in the stage that needs most, in bytes.</summary>
internal sealed record CostSum(long Parameters, double Tokens, double TrainingFlops, long PeakMemory, double? Hours)
{
    public static CostSum Of(RecipeCost cost) => new(cost.Parameters.Total, cost.Tokens, cost.TrainingFlops, cost.PeakMemory, cost.Hours);
}

/// <summary>What <c>describe --code</c> prints.</summary>
internal sealed record CodeDocument(string Name, IReadOnlyList<GeneratedSource> Files);

/// <summary>What <c>train</c> prints.</summary>
internal sealed record TrainDocument(
    string Recipe, string Folder, string Weights, long Steps, double Seconds, bool Interrupted, long Skipped,
    IReadOnlyList<EvalDocument> Evaluations, IReadOnlyList<string> Pictures);

/// <summary>One evaluation.</summary>
internal sealed record EvalDocument(
    string Benchmark, string Shards, int Samples, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<ClassAccuracy> Classes)
{
    public static EvalDocument Of(EvalResult result) =>
        new(MetricNames.Of(result.Benchmark), result.Shards, result.Samples, result.Metrics, result.Classes);
}

/// <summary>What <c>data make</c> prints.</summary>
internal sealed record MadeDocument(string Folder, IReadOnlyList<string> Files);

/// <summary>What <c>caption</c> prints.</summary>
internal sealed record CaptionsDocument(IReadOnlyList<CaptionedPicture> Pictures, long Skipped);

/// <summary>What <c>chat</c> prints of a question.</summary>
internal sealed record ChatDocument(string Question, string Answer);

/// <summary>A picture's caption.</summary>
internal sealed record CaptionedPicture(string Name, string Caption);

/// <summary>What <c>zeroshot</c> prints where there are no labels.</summary>
internal sealed record LabelsDocument(IReadOnlyList<LabelledPicture> Pictures, long Skipped);

/// <summary>A picture's likeliest classes, the likeliest first.</summary>
internal sealed record LabelledPicture(string Name, IReadOnlyList<LabelShare> Labels);

/// <summary>A class and its probability.</summary>
internal sealed record LabelShare(string Label, double Probability);

/// <summary>What <c>encode</c> prints.</summary>
internal sealed record EncodedDocument(string Output, IReadOnlyList<EncodedTensor> Tensors, long Skipped);

/// <summary>A tensor that was written.</summary>
internal sealed record EncodedTensor(string Name, IReadOnlyList<long> Shape);

/// <summary>What <c>convert</c> prints.</summary>
internal sealed record ConvertDocument(string Model, string From, string? To, WeightLayout Layout, int Tensors, IReadOnlyList<string> LeftOut);

/// <summary>What <c>export</c> prints.</summary>
internal sealed record ExportDocument(string Model, string Format, IReadOnlyList<string> Files);

/// <summary>What <c>verify</c> prints; no steps were compared where it was refused.</summary>
internal sealed record VerifyDocument(
    string Run, string Recipe, bool Same, bool Refused, int Steps, ReplayDifference? Difference, IReadOnlyList<RunMismatch> Mismatches,
    IReadOnlyList<RunMismatch> Ledger)
{
    public static VerifyDocument Of(string run, string recipe, VerifyResult verified) =>
        new(run, recipe, verified.Same, verified.Refused, verified.Steps, verified.Difference, verified.Mismatches, verified.Ledger);
}
