namespace OpenVision.Data.Packing;

/// <summary>What packing or importing made.</summary>
/// <param name="Shards">The shards' paths.</param>
/// <param name="Samples">The number of samples in them.</param>
/// <param name="Bytes">The bytes of their members.</param>
/// <param name="Skipped">What was left out, by reason.</param>
/// <param name="FirstSkips">The first of each reason by name.</param>
public sealed record PackReport(
    IReadOnlyList<string> Shards,
    long Samples,
    long Bytes,
    IReadOnlyDictionary<SkipReason, long> Skipped,
    IReadOnlyList<Skip> FirstSkips);
