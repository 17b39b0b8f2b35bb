namespace OpenVision.Receipts;

/// <summary>What of two sides is compared with what.</summary>
/// <param name="Pairs">Those of the same name, in the second side's order; or the one of each side.</param>
/// <param name="Removed">Those of the first side alone.</param>
/// <param name="Added">Those of the second side alone.</param>
/// <param name="Renamed">Those that have another name and nothing else.</param>
/// <param name="OfOne">Whether each side is a single recipe or model.</param>
internal sealed record SpecPairing(
    IReadOnlyList<SpecComparison> Pairs, IReadOnlyList<DeclaredSpec> Removed, IReadOnlyList<DeclaredSpec> Added, IReadOnlyList<SpecComparison> Renamed, bool OfOne)
{
    // Recipes first: what changed of them says more than what changed of their parts.
    private static readonly string[] Order = ["recipe", "mllm", "clip", "multimodal", "vision", "text", "decoder", "text_decoder", "language"];

    /// <summary>Pairs two sides.</summary>
    /// <param name="before">The first.</param>
    /// <param name="after">The second.</param>
    /// <exception cref="Cli.UsageException">One side is a single recipe or model, and the other has none of its name.</exception>
    public static SpecPairing Of(SpecSource before, SpecSource after)
    {
        if (before.Specs.Count > 1 && after.Picked)
        {
            before = before.Pick(NameIn(before, after.Specs[0]), before.Typed);
        }
        else if (after.Specs.Count > 1 && before.Picked)
        {
            after = after.Pick(NameIn(after, before.Specs[0]), after.Typed);
        }

        return before.Specs.Count == 1 && after.Specs.Count == 1
            ? new([new(before.Specs[0], after.Specs[0])], [], [], [], OfOne: true)
            : Of(before.Specs, after.Specs);
    }

    private static SpecPairing Of(IReadOnlyList<DeclaredSpec> before, IReadOnlyList<DeclaredSpec> after)
    {
        Dictionary<string, DeclaredSpec> left = before.ToDictionary(static spec => spec.Name, StringComparer.Ordinal);
        List<DeclaredSpec> added = [.. Sorted(after).Where(spec => !left.ContainsKey(spec.Name))];
        SpecComparison[] pairs = [.. Sorted(after).Where(spec => left.ContainsKey(spec.Name)).Select(spec => new SpecComparison(left[spec.Name], spec))];
        List<DeclaredSpec> removed = [.. Sorted(before.Except(pairs.Select(static pair => pair.Before)))];
        ILookup<(string Kind, string Hash), DeclaredSpec> arrived = added.ToLookup(static spec => (spec.Kind, SpecHash.Of(spec.Text)));
        SpecComparison[] renamed =
        [
            .. removed.GroupBy(static spec => (spec.Kind, Hash: SpecHash.Of(spec.Text))).SelectMany(same => same.Zip(arrived[same.Key])).Select(static pair => new SpecComparison(pair.First, pair.Second)),
        ];
        return new(pairs, [.. removed.Except(renamed.Select(static pair => pair.Before))], [.. added.Except(renamed.Select(static pair => pair.After))], renamed, OfOne: false);
    }

    private static IEnumerable<DeclaredSpec> Sorted(IEnumerable<DeclaredSpec> specs) =>
        specs.OrderBy(static spec => Array.IndexOf(Order, spec.Kind) is >= 0 and { } place ? place : Order.Length).ThenBy(static spec => spec.Name, StringComparer.Ordinal);

    // A name with its namespace is the surer one where both sides know it.
    private static string NameIn(SpecSource side, DeclaredSpec spec) =>
        side.Specs.Any(one => one.Name == spec.Name) ? spec.Name : spec.ClassName;
}
