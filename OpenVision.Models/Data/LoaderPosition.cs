namespace OpenVision.Data;

/// <summary>Where a loader stands in all of its sources: enough to make the next batch and every one behind it.</summary>
/// <param name="Samples">The number of samples taken from all sources since the start, the failed ones included; with the loader's seed it fixes which source comes next and each sample's augmentation.</param>
/// <param name="Sources">Where each source's stream stands, in the order of the sources; none at the start.</param>
public sealed record LoaderPosition(long Samples, IReadOnlyList<DataPosition> Sources)
{
    /// <summary>Before the first sample.</summary>
    public static LoaderPosition Start { get; } = new(0, []);
}
