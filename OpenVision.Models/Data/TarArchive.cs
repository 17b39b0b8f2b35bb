using System.Globalization;
using System.IO.Compression;

namespace OpenVision.Data;

/// <summary>
/// Reads a tar archive, plain or gzipped, from front to back with the memory of one member. It stands in for
/// <c>System.Formats.Tar</c>, which allocates what a header declares before it reads it (a 512-byte file makes it take 2 GB),
/// calls an empty file and one cut between members complete, and names no byte in its errors.
/// </summary>
internal sealed class TarArchive : IDisposable
{
    private readonly Stream bytes;
    private readonly DataLimits limits;
    private readonly byte[] block = new byte[TarHeader.Block];

    // Known for a plain file only: there a member that goes beyond it is seen before it is allocated, and skipping is a seek.
    private readonly long? length;
    private long offset;

    // The current member: where its header starts, and how many of its bytes and of what fills its last block lie ahead.
    private long start;
    private long unread;
    private int padding;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file; gzip is recognised by its first two bytes.</param>
    /// <param name="limits">How much may be allocated for a long name.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public TarArchive(string path, DataLimits limits)
    {
        this.limits = limits;
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        IsCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        length = IsCompressed ? null : file.Length;
        bytes = IsCompressed ? new BufferedStream(new GZipStream(file, CompressionMode.Decompress), 1 << 16) : file;
    }

    /// <summary>Whether the archive is gzipped.</summary>
    public bool IsCompressed { get; }

    /// <summary>Goes on to the next member, past what is unread of the current one.</summary>
    /// <returns>The member, or null behind the last one.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged; the message names the byte.</exception>
    public TarMember? Next()
    {
        string? longName = null;
        PaxHeader pax = PaxHeader.None;
        while (true)
        {
            RequireUnread();
            Pass(unread + padding);
            unread = padding = 0;
            start = offset;
            if (!TryReadHeader())
            {
                return null;
            }

            char type = TarHeader.Type(block);
            long size = TarHeader.Size(block) ?? throw Damage($"the member's size at byte {Number(start + 124)} is no number");
            switch (type)
            {
                case 'x':
                    pax = PaxHeader.Parse(ReadExtension(size).Span) ?? throw Damage($"the extended header at byte {Number(start)} is malformed");
                    continue;
                case 'L':
                    longName = TarHeader.Text(ReadExtension(size).Span);
                    continue;
                case 'K' or 'g':
                    Enter(size);
                    continue;
                default:
                    string name = pax.Path ?? longName ?? TarHeader.Name(block);
                    TarMemberKind kind = pax.IsSparse ? TarMemberKind.Special : Kind(type, name);

                    // Links, devices and folders have no bytes, whatever their size says.
                    size = type is >= '1' and <= '6' ? 0 : pax.Size ?? size;
                    SkipSparseMap(type);
                    Enter(size);
                    return new TarMember(name, size, kind, start);
            }
        }
    }

    /// <summary>The current member's bytes; the caller has compared its size with what it allows.</summary>
    /// <param name="buffers">Where room for them comes from; new where nowhere.</param>
    /// <exception cref="InvalidDataException">The archive ends within them.</exception>
    public ReadOnlyMemory<byte> Read(MemberBuffers? buffers = null)
    {
        RequireUnread();
        int size = checked((int)unread);
        byte[] content = buffers?.Rent(size) ?? GC.AllocateUninitializedArray<byte>(size);
        unread = 0;
        Fill(content.AsSpan(0, size));
        return content.AsMemory(0, size);
    }

    /// <inheritdoc/>
    public void Dispose() => bytes.Dispose();

    private static TarMemberKind Kind(char type, string name) => type switch
    {
        '0' or '\0' or '7' => name.EndsWith('/') ? TarMemberKind.Folder : TarMemberKind.File,
        '5' => TarMemberKind.Folder,
        _ => TarMemberKind.Special,
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static InvalidDataException Damage(string what) => new(what);

    private bool TryReadHeader()
    {
        int count = ReadUpTo(block);
        if (count < block.Length)
        {
            throw Damage(offset == 0
                ? "it is empty"
                : count == 0
                    ? $"it ends at byte {Number(start)} without an end mark: it was cut off"
                    : $"it ends at byte {Number(offset)}, within a header: it was cut off");
        }

        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return false;
        }

        return TarHeader.IsIntact(block) ? true : throw Damage($"byte {Number(start)} starts no tar header: its checksum is wrong");
    }

    private ReadOnlyMemory<byte> ReadExtension(long size)
    {
        if (size > limits.ExtensionBytes)
        {
            throw Damage($"the header extension at byte {Number(start)} declares {Number(size)} bytes; "
                + $"{Number(limits.ExtensionBytes)} are allowed");
        }

        Enter(size);
        return Read();
    }

    private void SkipSparseMap(char type)
    {
        bool goesOn = type == 'S' && TarHeader.SparseMapGoesOn(block);
        while (goesOn)
        {
            Fill(block);
            goesOn = block[504] != 0;
        }
    }

    private void Enter(long size)
    {
        if (size > long.MaxValue - TarHeader.Block)
        {
            throw Damage($"the member at byte {Number(start)} declares {Number(size)} bytes");
        }

        unread = size;
        padding = (int)((TarHeader.Block - (size % TarHeader.Block)) % TarHeader.Block);
    }

    // Not at the member's header: the header is intact, and ends the sample before.
    private void RequireUnread()
    {
        if (length is long end && unread > end - offset)
        {
            throw Damage(
                $"the member at byte {Number(start)} declares {Number(unread)} bytes but the file ends after "
                    + $"{Number(end - offset)} of them: it was cut off");
        }
    }

    private void Pass(long count)
    {
        if (length is long end)
        {
            // A last member without its padding is followed by no end mark: the next read says so.
            offset = Math.Min(offset + count, end);
            bytes.Position = offset;
            return;
        }

        Span<byte> scrap = stackalloc byte[4096];
        while (count > 0)
        {
            Span<byte> part = scrap[..(int)Math.Min(count, scrap.Length)];
            Fill(part);
            count -= part.Length;
        }
    }

    private void Fill(Span<byte> target)
    {
        if (ReadUpTo(target) < target.Length)
        {
            throw Damage($"it ends at byte {Number(offset)}, within a member: it was cut off");
        }
    }

    private int ReadUpTo(Span<byte> target)
    {
        try
        {
            int count = bytes.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            offset += count;
            return count;
        }
        catch (InvalidDataException)
        {
            throw Damage($"its gzip data is damaged, {Number(offset)} bytes into the archive");
        }
    }
}
