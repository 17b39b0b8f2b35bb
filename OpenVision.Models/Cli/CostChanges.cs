using OpenVision.Receipts;

namespace OpenVision.Cli;

/// <summary>A figure that follows from a recipe's or a model's settings.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Before">It before; none where there is nothing to count.</param>
/// <param name="After">It after.</param>
/// <param name="Words">Says a figure.</param>
internal sealed record CostChange(string Name, double? Before, double? After, Func<double, string> Words)
{
    /// <summary>The change as words: <c>5,561,088 → 6,450,816 (+16.0 %)</c>.</summary>
    public override string ToString() => $"{Said(Before)} → {Said(After)}{Share()}";

    private string Said(double? figure) => figure is { } value ? Words(value) : "none";

    private string Share() => Before is not { } before || After is not { } after || before == 0 ? ""
        : $" ({(after < before ? "" : "+")}{Figures.Percent((after / before) - 1)})";
}

/// <summary>Lists the figures that differ between two recipes or models.</summary>
internal static class CostChanges
{
    private static readonly Func<double, string> Exact = static value => Figures.Exact((long)value), Short = Figures.Short, Bytes = Figures.Bytes;

    /// <summary>What the models hold and compute.</summary>
    /// <param name="comparison">The two.</param>
    public static IEnumerable<CostChange> OfShapes(SpecComparison comparison) => Different(comparison,
    [
        ("image encoder's parameters", static costs => costs.Vision, Exact),
        ("text encoder's parameters", static costs => costs.Text, Exact),
        ("decoder's parameters", static costs => costs.Decoder, Exact),
        ("connector's parameters", static costs => costs.Connector, Exact),
        ("language model's parameters", static costs => costs.Language, Exact),
        ("all parameters", static costs => Parts(costs) > 1 ? costs.Parameters : null, Exact),
        ("FLOPs of an image", static costs => costs.FlopsPerImage, Short),
        ("FLOPs of a text", static costs => costs.FlopsPerText, Short),
        ("FLOPs of a token", static costs => costs.FlopsPerToken, Short),
        ("tokens of a picture, at most", static costs => costs.MostPictureTokens, Exact),
    ]);

    /// <summary>What training costs, by stage and in all.</summary>
    /// <param name="comparison">The two.</param>
    public static IEnumerable<CostChange> OfTraining(SpecComparison comparison)
    {
        string[] stages = [.. new[] { comparison.CostsBefore, comparison.CostsAfter }.SelectMany(static costs => costs?.Stages ?? []).Select(static stage => stage.Name).Distinct()];
        string[] multimodal = [.. new[] { comparison.CostsBefore, comparison.CostsAfter }.SelectMany(static costs => costs?.MultimodalStages ?? []).Select(static stage => stage.Name).Distinct()];
        return Different(comparison,
        [
            .. stages.SelectMany(name => Stage(name, alone: stages.Length == 1)),
            .. multimodal.SelectMany(MultimodalStage),
            ("samples", static costs => costs.Stages.Count > 0 ? costs.Stages.Sum(static stage => stage.Samples) : null, Exact),
            ("steps", static costs => costs.Stages.Count > 0 ? costs.Stages.Sum(static stage => stage.Steps) : null, Exact),
            ("FLOPs", static costs => costs.Flops, Short),
        ]);
    }

    private static int Parts(SpecCosts costs) => new[] { costs.Vision, costs.Text, costs.Decoder, costs.Connector, costs.Language }.Count(static part => part is not null);

    // The steps of the only stage are those of all.
    private static IEnumerable<(string Name, Func<SpecCosts, double?> Of, Func<double, string> Words)> Stage(string name, bool alone) =>
    [
        ($"{name}: tokens of an image", costs => Stage(costs, name)?.TokensPerSample.Vision, Exact),
        ($"{name}: FLOPs of a sample", costs => Stage(costs, name)?.TrainingFlopsPerSample, Short),
        ($"{name}: memory of a device", costs => Stage(costs, name)?.Memory.Total, Bytes),
        .. alone ? Array.Empty<(string, Func<SpecCosts, double?>, Func<double, string>)>() :
        [
            ($"{name}: steps", costs => Stage(costs, name)?.Steps, Exact),
            ($"{name}: FLOPs", costs => Stage(costs, name)?.TrainingFlops, Short),
        ],
    ];

    private static IEnumerable<(string Name, Func<SpecCosts, double?> Of, Func<double, string> Words)> MultimodalStage(string name)
    {
        return
        [
            ($"{name}: tokens of a picture", costs => Stage(costs)?.TokensPerSample.Picture, Exact),
            ($"{name}: FLOPs of a sample", costs => Stage(costs)?.FlopsPerSample.Training, Short),
            ($"{name}: memory of a device", costs => Stage(costs)?.Memory.Total, Bytes),
            ($"{name}: steps", costs => Stage(costs)?.Steps, Exact),
            ($"{name}: FLOPs", costs => Stage(costs)?.TrainingFlops, Short),
        ];

        MllmStageCost? Stage(SpecCosts costs) => costs.MultimodalStages.FirstOrDefault(stage => stage.Name == name);
    }

    private static StageCost? Stage(SpecCosts costs, string name) => costs.Stages.FirstOrDefault(stage => stage.Name == name);

    private static IEnumerable<CostChange> Different(SpecComparison comparison, IEnumerable<(string Name, Func<SpecCosts, double?> Of, Func<double, string> Words)> figures) =>
        comparison is not { CostsBefore: { } before, CostsAfter: { } after } ? []
        : figures.Select(figure => new CostChange(figure.Name, figure.Of(before), figure.Of(after), figure.Words)).Where(static change => change.Before != change.After);
}
