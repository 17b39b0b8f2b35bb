using System.Globalization;

namespace OpenVision.Data;

/// <summary>
/// Reads one shard's samples from front to back. A sample is a run of members with the same key, in any order; folders and
/// files without a key between them do not end it, a repeated extension does. A key that comes again later in the shard is a
/// sample of its own: nothing is held back to look for it.
/// </summary>
/// <remarks>
/// Nothing is ever written. What cannot be read is recorded and passed over: members that are too large, special or have an
/// unsafe name one by one; from the first damaged byte on, the rest of the shard, with the sample that it cuts.
/// </remarks>
public sealed class ShardReader : IDisposable
{
    private readonly string path;
    private readonly DataLimits limits;
    private readonly TarArchive tar;
    private readonly Func<ReadOnlyMemory<byte>> read;

    // The first member of the next sample, whose header ended the one before.
    private TarMember? ahead;
    private MemberName aheadName;
    private bool ended;

    /// <summary>Opens a shard.</summary>
    /// <param name="path">A tar archive, plain or gzipped.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <exception cref="OpenVisionException">The file is missing or cannot be opened.</exception>
    public ShardReader(string path, DataLimits? limits = null)
        : this(path, limits, null)
    {
    }

    /// <summary>Opens a shard.</summary>
    /// <param name="path">A tar archive, plain or gzipped.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <param name="buffers">Where room for its members comes from.</param>
    internal ShardReader(string path, DataLimits? limits, MemberBuffers? buffers)
    {
        this.path = path;
        read = () => tar!.Read(buffers);
        this.limits = limits ?? DataLimits.Default;
        try
        {
            tar = new TarArchive(path, this.limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(error);
        }
    }

    /// <summary>Whether the shard is gzipped.</summary>
    public bool IsCompressed => tar.IsCompressed;

    /// <summary>The samples of several shards, one shard after the other.</summary>
    /// <param name="paths">The shards.</param>
    /// <param name="ledger">Told of what is passed over.</param>
    /// <param name="limits">How much a shard may ask for.</param>
    /// <exception cref="OpenVisionException">A shard is missing or cannot be read.</exception>
    public static IEnumerable<Sample> ReadAll(IEnumerable<string> paths, SkipLedger ledger, DataLimits? limits = null)
    {
        foreach (string path in paths)
        {
            using ShardReader shard = new(path, limits);
            while (shard.Next(ledger) is { } sample)
            {
                yield return sample;
            }
        }
    }

    /// <summary>The next sample, or null where there is none.</summary>
    /// <param name="ledger">Told of what is passed over on the way.</param>
    /// <exception cref="OpenVisionException">The file cannot be read.</exception>
    public Sample? Next(SkipLedger ledger)
    {
        Dictionary<string, ReadOnlyMemory<byte>> members = [];
        return TryGather(members, read, ledger.Add, out string key) ? new Sample(path, key, members) : null;
    }

    /// <summary>Passes over samples without reading their bytes or recording anything.</summary>
    /// <param name="count">The number of samples.</param>
    /// <returns>The number that were there, at most <paramref name="count"/>.</returns>
    /// <exception cref="OpenVisionException">The file cannot be read.</exception>
    public long Skip(long count)
    {
        Dictionary<string, ReadOnlyMemory<byte>> members = [];
        for (long passed = 0; passed < count; passed++)
        {
            members.Clear();
            if (!TryGather(members, read: null, record: null, out _))
            {
                return passed;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => tar.Dispose();

    private bool TryGather(Dictionary<string, ReadOnlyMemory<byte>> members, Func<ReadOnlyMemory<byte>>? read, Action<Skip>? record, out string key)
    {
        key = "";
        try
        {
            return !ended && TryGatherUndamaged(members, read, record, ref key);
        }
        catch (InvalidDataException damage)
        {
            ended = true;
            record?.Invoke(new(SkipReason.DamagedShard, path, key, $"The shard is damaged: {damage.Message}."));
            return false;
        }
        catch (IOException error)
        {
            throw Unreadable(error);
        }
    }

    private bool TryGatherUndamaged(
        Dictionary<string, ReadOnlyMemory<byte>> members, Func<ReadOnlyMemory<byte>>? read, Action<Skip>? record, ref string key)
    {
        long bytes = 0;
        while (true)
        {
            if (ahead is null && !TryAdvance(record))
            {
                ended = true;
                return members.Count > 0;
            }

            if (members.Count > 0 && (aheadName.Key != key || members.ContainsKey(aheadName.Extension)))
            {
                return true;
            }

            TarMember member = ahead!.Value;
            ahead = null;
            if (Excess(member, bytes) is { } excess)
            {
                record?.Invoke(new(SkipReason.MemberTooLarge, path, MemberName.Shown(member.Name), excess));
                continue;
            }

            bytes += TarHeader.Block + member.Size;
            key = aheadName.Key;
            members.Add(aheadName.Extension, read?.Invoke() ?? default);
        }
    }

    // Finds the next member that belongs to a sample.
    private bool TryAdvance(Action<Skip>? record)
    {
        while (tar.Next() is TarMember member)
        {
            string shown = MemberName.Shown(member.Name);
            if (!MemberName.IsSafe(member.Name))
            {
                record?.Invoke(new(
                    SkipReason.UnsafeName, path, shown, "The member's name is absolute, climbs out of the shard or holds control characters."));
            }
            else if (member.Kind == TarMemberKind.Special)
            {
                record?.Invoke(new(
                    SkipReason.SpecialMember, path, shown, "The member is a link, a device or a sparse file; only regular files are read."));
            }
            else if (member.Kind == TarMemberKind.File && MemberName.Parse(member.Name) is MemberName name)
            {
                (ahead, aheadName) = (member, name);
                return true;
            }
        }

        return false;
    }

    private string? Excess(TarMember member, long sampleBytes)
    {
        if (member.Size > limits.MemberBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The member has {member.Size:N0} bytes; "
                + $"{limits.MemberBytes:N0} are allowed.");
        }

        return sampleBytes + TarHeader.Block + member.Size > limits.SampleBytes
            ? string.Create(CultureInfo.InvariantCulture, $"With the member's {member.Size:N0} bytes the sample has "
                + $"more than the {limits.SampleBytes:N0} that are allowed.")
            : null;
    }

    private OpenVisionException Unreadable(Exception error) =>
        new($"The shard '{path}' cannot be read: {error.Message} Mend the file or its permissions, or leave it out of the list.", error);
}
