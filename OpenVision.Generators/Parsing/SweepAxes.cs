namespace OpenVision.Generators.Parsing;

/// <summary>The values that a sweep names.</summary>
/// <param name="Variants">The presets of sizes.</param>
/// <param name="Patches">The sides of a patch in pixels.</param>
/// <param name="Resolutions">The sides of the image in pixels.</param>
/// <param name="Seeds">The seeds.</param>
internal sealed record SweepAxes(IReadOnlyList<Variant> Variants, IReadOnlyList<int> Patches, IReadOnlyList<int> Resolutions, IReadOnlyList<int> Seeds)
{
    private static readonly SweepAttribute<object> Defaults = new();

    /// <summary>Every argument with its values.</summary>
    public IReadOnlyList<(string Argument, IReadOnlyList<object> Values)> Named =>
    [
        (nameof(Defaults.Variants), [.. Variants.Cast<object>()]),
        (nameof(Defaults.Patches), [.. Patches.Cast<object>()]),
        (nameof(Defaults.Resolutions), [.. Resolutions.Cast<object>()]),
        (nameof(Defaults.Seeds), [.. Seeds.Cast<object>()]),
    ];

    /// <summary>The arguments that name values.</summary>
    public IReadOnlyList<string> Varied => [.. Named.Where(static axis => axis.Values.Count > 0).Select(static axis => axis.Argument)];

    /// <summary>Reads a sweep's arguments.</summary>
    public static SweepAxes Parse(AttributeArguments arguments) => new(
        [.. arguments.List(nameof(Defaults.Variants), Defaults.Variants)],
        [.. arguments.List(nameof(Defaults.Patches), Defaults.Patches)],
        [.. arguments.List(nameof(Defaults.Resolutions), Defaults.Resolutions)],
        [.. arguments.List(nameof(Defaults.Seeds), Defaults.Seeds)]);

    /// <summary>Every combination, the last argument changing fastest.</summary>
    public IEnumerable<SweepPoint> Combinations() =>
        from variant in Each(Variants)
        from patch in Each(Patches)
        from resolution in Each(Resolutions)
        from seed in Each(Seeds)
        select new SweepPoint(variant, patch, resolution, seed);

    private static IEnumerable<T?> Each<T>(IReadOnlyList<T> values)
        where T : struct => values.Count == 0 ? [null] : values.Select(static value => (T?)value);
}
