namespace OpenVision.Data.Packing;

/// <summary>What is known of one image before its shard is made.</summary>
/// <param name="Where">Where it is said, for messages: a line of a table, or the image's own path.</param>
/// <param name="File">The image's path relative to the images' folder.</param>
/// <param name="Web">The web caption's bytes; null where there is none.</param>
/// <param name="Synthetic">The synthetic caption's bytes; null where there is none.</param>
/// <param name="Share">The share of the source that is read with it, from 0 to 1.</param>
/// <param name="Fault">Why the row cannot be used, in a sentence; null where it can.</param>
internal sealed record CaptionRow(string Where, string File, byte[]? Web, byte[]? Synthetic, double Share, string? Fault = null)
{
    /// <summary>A row that cannot be used.</summary>
    /// <param name="where">Where it is.</param>
    /// <param name="share">The share of the source that is read with it.</param>
    /// <param name="fault">Why it cannot be used.</param>
    public static CaptionRow Malformed(string where, double share, string fault) => new(where, "", null, null, share, fault);
}
