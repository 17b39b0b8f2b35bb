using OpenVision.Receipts;

namespace OpenVision.Cli;

/// <summary>What <c>diff</c> prints.</summary>
internal sealed record DiffDocument(
    string Before, string After, bool Same, IReadOnlyList<DiffedSpec> Added, IReadOnlyList<DiffedSpec> Removed, IReadOnlyList<DiffedPair> Renamed,
    IReadOnlyList<DiffedSpec> Unchanged, IReadOnlyList<DiffedPair> Changed)
{
    public static DiffDocument Of(SpecSource before, SpecSource after, SpecPairing pairing) => new(
        before.Typed,
        after.Typed,
        pairing is { Added: [], Removed: [], Renamed: [] } && pairing.Pairs.All(static pair => pair.Same),
        [.. pairing.Added.Select(DiffedSpec.Of)],
        [.. pairing.Removed.Select(DiffedSpec.Of)],
        [.. pairing.Renamed.Select(DiffedPair.Of)],
        [.. pairing.Pairs.Where(static pair => pair.Same).Select(static pair => DiffedSpec.Of(pair.After))],
        [.. pairing.Pairs.Where(static pair => !pair.Same).Select(DiffedPair.Of)]);
}

/// <summary>A recipe or a model.</summary>
internal sealed record DiffedSpec(string Name, string Kind, string Generator, string SpecHash)
{
    public static DiffedSpec Of(DeclaredSpec spec) => new(spec.Name, spec.Kind, spec.Generator, OpenVision.SpecHash.Of(spec.Text));
}

/// <summary>What differs between two; what cannot be counted is null, and <c>uncounted</c> says why.</summary>
internal sealed record DiffedPair(
    DiffedSpec Before, DiffedSpec After, IReadOnlyList<DiffedSetting> Settings, SpecCosts? CostsBefore, SpecCosts? CostsAfter, DiffedWeights? Weights,
    bool? Resumes, string? Uncounted)
{
    public static DiffedPair Of(SpecComparison pair) => new(
        DiffedSpec.Of(pair.Before),
        DiffedSpec.Of(pair.After),
        [.. pair.Changes.Select(static change => new DiffedSetting(change.Path, change.Section, change.Before, change.After, change.ChangesRun))],
        pair.CostsBefore,
        pair.CostsAfter,
        pair.Weights is { } fit ? new(pair.WeightsLoad == true, fit.Tensors, fit.Unread, fit.Resampled, fit.Differences, [.. pair.OtherMeaning.Select(static change => change.Path)]) : null,
        pair.AgainstResuming is { } against ? against.Count == 0 : null,
        pair.Uncounted);
}

/// <summary>A setting that differs; the values are tokens of the settings' text, null where one side lacks the setting.</summary>
internal sealed record DiffedSetting(string Setting, SpecSection Section, string? Before, string? After, bool ChangesRun);

/// <summary>Whether the first side's weights load into the second, and what of the model computes otherwise with them.</summary>
internal sealed record DiffedWeights(
    bool Load, int Tensors, int LeftOut, bool PositionsResampled, IReadOnlyList<string> Differences, IReadOnlyList<string> OtherMeaning);
