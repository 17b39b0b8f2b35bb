namespace OpenVision.Data;

/// <summary>One group of shard members that share a key: an image, its captions, whatever else lies beside them.</summary>
/// <param name="Shard">The path of the shard.</param>
/// <param name="Key">The members' common name: folder and file name up to the first dot of the file name.</param>
/// <param name="Members">The members' bytes by extension: what follows that dot, in lower case.</param>
public sealed record Sample(string Shard, string Key, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Members);
