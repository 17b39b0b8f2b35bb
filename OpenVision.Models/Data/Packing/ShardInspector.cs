using OpenVision.Data.Images;


namespace OpenVision.Data.Packing;

/// <summary>Lists what shards hold and finds what training would skip.</summary>
public static class ShardInspector
{
    private const int MaxExtensions = 64;

    /// <summary>Reads shards from front to back; images are judged by their headers.</summary>
    /// <param name="shards">The shards' paths.</param>
    /// <param name="options">What the captions are called and how much is allowed.</param>
    /// <param name="progress">Told the share of shards that are done.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OpenVisionException">A shard cannot be opened.</exception>
    public static InspectReport Inspect(
        IReadOnlyList<string> shards,
        InspectOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(options);
        SkipLedger all = new();
        List<ShardSummary> summaries = [];
        foreach (string shard in shards)
        {
            summaries.Add(Inspect(shard, options, all, cancellation));
            progress?.Report((double)summaries.Count / shards.Count);
        }

        return new(summaries, all.Counts, all.Named);
    }

    private static ShardSummary Inspect(string path, InspectOptions options, SkipLedger all, CancellationToken cancellation)
    {
        SkipLedger ledger = new();
        SortedDictionary<string, MemberSummary> members = new(StringComparer.Ordinal);
        using ShardReader shard = new(path, options.Limits);
        long samples = 0;
        while (shard.Next(ledger) is { } sample)
        {
            cancellation.ThrowIfCancellationRequested();
            samples++;
            foreach ((string extension, ReadOnlyMemory<byte> bytes) in sample.Members)
            {
                string listed = members.ContainsKey(extension) || members.Count < MaxExtensions ? extension : "…";
                MemberSummary known = members.GetValueOrDefault(listed);
                members[listed] = new(known.Count + 1, known.Bytes + bytes.Length);
            }

            if (Fault(sample, options) is var (reason, detail))
            {
                ledger.Add(new(reason, path, sample.Key, detail));
            }
        }

        all.Merge(ledger);
        return new(path, new FileInfo(path).Length, shard.IsCompressed, samples, members, ledger.Counts);
    }

    // The first fault of a sample, as training skips a sample once.
    private static (SkipReason Reason, string Detail)? Fault(Sample sample, InspectOptions options)
    {
        string? image = ImageHeader.Extensions.FirstOrDefault(sample.Members.ContainsKey);
        if (image is null)
        {
            return (SkipReason.NoImage, $"The sample has no image, only "
                + $"{string.Join(", ", sample.Members.Keys.Order(StringComparer.Ordinal).Take(8))}.");
        }

        if (ImageHeader.Fault(sample.Members[image].ToArray(), options.Limits.ImagePixels, out _) is { } fault)
        {
            return fault;
        }

        bool hasText = false;
        foreach (string extension in new[] { options.WebCaption, options.SyntheticCaption })
        {
            if (!sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
            {
                continue;
            }

            if (Utf8Text.Decode(bytes.Span) is not { } text)
            {
                return (SkipReason.InvalidText, $"The caption '{extension}' is not valid UTF-8.");
            }

            hasText |= text.Length > 0;
        }

        return hasText ? null : (SkipReason.NoCaption, $"Neither '{options.WebCaption}' nor "
            + $"'{options.SyntheticCaption}' is there and has text.");
    }
}
