namespace OpenVision.Data;

/// <summary>Where a sample stream stands: enough to go on from exactly there without reading what came before.</summary>
/// <param name="Epoch">For each reader: the pass over the shards, from 0, that its current shuffle window belongs to.</param>
/// <param name="Windows">For each reader: the shard (by its place in the epoch's order) and the member group in it where that
/// window starts.</param>
/// <param name="Taken">For each reader: how many samples of that window have been taken.</param>
/// <param name="Samples">The number of samples taken since the start, the failed ones included; it seeds each sample's
/// augmentation.</param>
public sealed record DataPosition(
    IReadOnlyList<long> Epoch,
    IReadOnlyList<WindowStart> Windows,
    IReadOnlyList<int> Taken,
    long Samples)
{
    /// <summary>Before the first sample.</summary>
    public static DataPosition Start { get; } = new([], [], [], 0);
}

/// <summary>Where a shuffle window starts.</summary>
/// <param name="Shard">The shard's place in the epoch's order.</param>
/// <param name="Group">The number of member groups of that shard that lie before the window.</param>
public readonly record struct WindowStart(int Shard, long Group);
