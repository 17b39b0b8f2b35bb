using System.Globalization;
using OpenVision.Receipts;

namespace OpenVision.Cli;

/// <summary>Says in lines what differs between two recipes, models or files of them.</summary>
internal static class DiffLines
{
    // How many tensors, or settings, are named.
    private const int Most = 4;

    private static readonly (SpecSection Section, string Title)[] Sections =
    [
        (SpecSection.Shapes, "shapes"),
        (SpecSection.Schedule, "schedule"),
        (SpecSection.Data, "data"),
        (SpecSection.Loss, "loss and optimiser"),
        (SpecSection.Evaluation, "evaluation"),
        (SpecSection.Other, "other"),
    ];

    /// <summary>The lines.</summary>
    /// <param name="before">The first side.</param>
    /// <param name="after">The second side.</param>
    /// <param name="pairing">What is compared with what.</param>
    public static IEnumerable<string> Of(SpecSource before, SpecSource after, SpecPairing pairing)
    {
        if (pairing is { OfOne: true, Pairs: [{ } only] })
        {
            return [Title($"{Named(before, only.Before)} → {Named(after, only.After)}", only), .. Of(only)];
        }

        SpecComparison[] changed = [.. pairing.Pairs.Where(static pair => !pair.Same)];
        return
        [
            $"{before.Typed} → {after.Typed}: {Count(changed.Length, "changed")}, {Count(pairing.Added.Count, "added")}, {Count(pairing.Removed.Count, "removed")}, {Count(pairing.Renamed.Count, "renamed")}, {Count(pairing.Pairs.Count - changed.Length, "the same")}",
            .. pairing.Added.Select(static spec => $"added: {spec.Name} ({spec.Kind})"),
            .. pairing.Removed.Select(static spec => $"removed: {spec.Name} ({spec.Kind})"),
            .. pairing.Renamed.Select(static pair => $"renamed: {pair.Before.Name} → {pair.After.Name} ({pair.After.Kind})"),
            .. changed.SelectMany(static pair => (IEnumerable<string>)["", Title($"{pair.After.Name} ({pair.After.Kind})", pair), .. Of(pair)]),
        ];
    }

    private static string Named(SpecSource source, DeclaredSpec spec) => spec.IsCalled(source.Typed, StringComparison.OrdinalIgnoreCase) ? spec.Name : $"{spec.Name} of {source.Typed}";

    private static string Title(string name, SpecComparison pair) =>
        pair.Before.Generator == pair.After.Generator || pair.Before.Generator.Length == 0 || pair.After.Generator.Length == 0 ? name
        : $"{name}, by generator {pair.Before.Generator} → {pair.After.Generator}";

    private static IEnumerable<string> Of(SpecComparison pair)
    {
        if (pair.Same)
        {
            return [$"  the same in every setting: {SpecHash.Of(pair.After.Text)}"];
        }

        return
        [
            .. Sections.SelectMany(section => Group(section.Title,
            [
                .. pair.Changes.Where(change => change.Section == section.Section).Select(static change => (change.Path, $"{change.Before ?? "none"} → {change.After ?? "none"}")),
                .. section.Section == SpecSection.Shapes ? CostChanges.OfShapes(pair).Select(static cost => (cost.Name, $"{cost}")) : [],
            ])),
            .. Group("cost", [.. CostChanges.OfTraining(pair).Select(static cost => (cost.Name, $"{cost}"))]),
            .. Group("checkpoints", [.. Verdicts(pair)]),
        ];
    }

    private static IEnumerable<string> Group(string title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        int width = rows.Max(static row => row.Name.Length);
        return [$"  {title}", .. rows.Select(row => $"    {row.Name.PadRight(width)}  {row.Text}".TrimEnd())];
    }

    private static IEnumerable<(string Name, string Text)> Verdicts(SpecComparison pair)
    {
        if (pair.Uncounted is { } why)
        {
            yield return ("weights", $"not compared, and nothing is counted: {why}");
        }
        else if (pair.Weights is { Differences: [] } fit)
        {
            yield return ("weights", $"those of the first load into the second: {Number(fit.Tensors)} tensors{Left(fit)}");
            if (fit.Resampled)
            {
                yield return ("", pair.After.Text.ToModel().Vision?.Positions == Positions.Learned ? "learned positions are resampled to the other grid" : "fixed positions are made anew for the other grid");
            }

            if (pair.OtherMeaning.Count > 0)
            {
                yield return ("", $"but the second computes otherwise with them: {Settings(pair.OtherMeaning)}");
            }
        }
        else if (pair.Weights is { } misfit)
        {
            yield return ("weights", $"those of the first do not load into the second: {Number(misfit.Differences.Count)} of {Number(misfit.Tensors)} tensors do not fit");
            foreach (string difference in misfit.Differences.Take(Most))
            {
                yield return ("", difference);
            }

            if (misfit.Differences.Count > Most)
            {
                yield return ("", $"and {Number(misfit.Differences.Count - Most)} more");
            }
        }

        if (pair.AgainstResuming is { } against)
        {
            yield return ("runs", against.Count == 0 ? "a run of the first can be resumed as the second" : $"a run of the first cannot be resumed as the second: {Settings(against)}");
        }
    }

    private static string Left(WeightFit fit) => fit.Unread == 0 ? "" : $"; {Number(fit.Unread)} more of the first are left out";

    private static string Settings(IReadOnlyList<SpecChange> changes) =>
        string.Join(", ", changes.Take(Most).Select(static change => change.Path)) + (changes.Count > Most ? $" and {Number(changes.Count - Most)} more" : "");

    private static string Count(int count, string what) => $"{Number(count)} {what}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
