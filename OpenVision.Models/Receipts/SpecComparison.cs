namespace OpenVision.Receipts;

/// <summary>A recipe or a model, and what became of it.</summary>
internal sealed record SpecComparison
{
    /// <summary>Compares.</summary>
    /// <param name="before">It before.</param>
    /// <param name="after">It after.</param>
    public SpecComparison(DeclaredSpec before, DeclaredSpec after)
    {
        (Before, After) = (before, after);
        Changes = SpecDiff.Between(before.Text, after.Text);
        try
        {
            (CostsBefore, CostsAfter) = (SpecCosts.Of(before.Text), SpecCosts.Of(after.Text));
            if (HasEncoders(before) && HasEncoders(after))
            {
                WeightFit fit = WeightFit.Of(before.Text.ToModel(), after.Text.ToModel());
                Weights = fit.Tensors > 0 ? fit : null;
            }
        }
        catch (FormatException e)
        {
            (CostsBefore, CostsAfter, Uncounted) = (null, null, e.Message);
        }
    }

    /// <summary>It before.</summary>
    public DeclaredSpec Before { get; }

    /// <summary>It after.</summary>
    public DeclaredSpec After { get; }

    /// <summary>The settings that differ.</summary>
    public IReadOnlyList<SpecChange> Changes { get; }

    /// <summary>What it cost; none where either text cannot be counted with.</summary>
    public SpecCosts? CostsBefore { get; }

    /// <summary>What it costs.</summary>
    public SpecCosts? CostsAfter { get; }

    /// <summary>Whether weights of the one load into the other; none of a part whose tensors depend on what feeds it.</summary>
    public WeightFit? Weights { get; }

    /// <summary>Why nothing was counted; none where it was.</summary>
    public string? Uncounted { get; }

    /// <summary>Whether all settings are the same.</summary>
    public bool Same => Changes.Count == 0;

    /// <summary>Whether the weights load.</summary>
    public bool? WeightsLoad => Weights is { } fit ? fit.Differences.Count == 0 : null;

    /// <summary>What of the model computes otherwise with weights that load: its resolution aside, to which positions are fitted.</summary>
    public IReadOnlyList<SpecChange> OtherMeaning => WeightsLoad == true
        ? [.. Changes.Where(static change => change is { Section: SpecSection.Shapes, Before: not null, After: not null } && !change.Path.EndsWith(".resolution", StringComparison.Ordinal))]
        : [];

    /// <summary>The settings that keep a run of the one from being resumed as the other; none where one of them is no recipe.</summary>
    public IReadOnlyList<SpecChange>? AgainstResuming => Before.Text.Kind == After.Text.Kind && Before.Text.Kind is SpecKind.Recipe or SpecKind.Mllm ? [.. Changes.Where(static change => change.ChangesRun)] : null;

    // The weights of multimodal models lie in several files of several layouts.
    private static bool HasEncoders(DeclaredSpec spec) => spec.Text.Kind is SpecKind.Model or SpecKind.Recipe;
}
