using System.Buffers.Binary;

namespace OpenVision.Data.Images.Jpeg;

/// <summary>
/// What the segments before a JPEG's pixels say. Read are the files that nearly all of the web is made of: sequential, 8 bits,
/// Huffman codes, one scan, grey or Y, Cb, Cr with whole or halved colour planes. The arrays are used again for the next file.
/// </summary>
internal sealed class JpegHeader
{
    private const int Tables = 4;

    private readonly HuffmanTable[] firsts = [new(), new(), new(), new()];
    private readonly HuffmanTable[] others = [new(), new(), new(), new()];
    private readonly int[][] steps = [new int[64], new int[64], new int[64], new int[64]];

    // Which tables this file has brought; those of the file before do not count.
    private int brought;

    /// <summary>The width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>The components: one, grey, or three.</summary>
    public JpegComponent[] Components { get; } = [new(), new(), new()];

    /// <summary>How many components there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of units between restart markers; 0 without any.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Where the scan's first byte lies in the file.</summary>
    public int Scan { get; private set; }

    /// <summary>Reads the segments.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Whether it is a file of the kind that is read here, damaged ones aside.</returns>
    public bool TryRead(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
        {
            return false;
        }

        (Count, RestartInterval, brought) = (0, 0, 0);
        int at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            byte marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> segment = file.Slice(at + 4, length - 2);
            at += 2 + length;
            if (marker == 0xDA)
            {
                Scan = at;
                return TryReadScan(segment);
            }

            if (!TryReadSegment(marker, segment))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1:
                return TryReadFrame(segment);
            case 0xC4:
                return TryReadCodes(segment);
            case 0xDB:
                return TryReadSteps(segment);
            case 0xDD when segment.Length == 2:
                RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                return true;
            case 0xEE:
                // Adobe's: 1 stands for Y, Cb, Cr.
                return segment.Length < 12 || !segment.StartsWith("Adobe"u8) || segment[11] == 1;
            default:
                // Other segments for applications, and comments.
                return marker is (>= 0xE0 and <= 0xEF) or 0xFE;
        }
    }

    private bool TryReadFrame(ReadOnlySpan<byte> segment)
    {
        if (Count != 0 || segment.Length < 6 || segment[0] != 8 || segment[5] is not (1 or 3) || segment.Length != 6 + (3 * segment[5]))
        {
            return false;
        }

        Height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        Count = segment[5];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> entry = segment[(6 + (3 * i))..];
            JpegComponent component = Components[i];
            (component.Id, component.Across, component.Down) = (entry[0], entry[1] >> 4, entry[1] & 15);
            if (Count == 1)
            {
                // Alone in its scan, a component's blocks follow each other whatever its sampling says.
                (component.Across, component.Down) = (1, 1);
            }

            bool known = i == 0 ? (component.Across, component.Down) is (1, 1) or (2, 1) or (2, 2) : (component.Across, component.Down) is (1, 1);
            if (entry[2] >= Tables || !known)
            {
                return false;
            }

            component.Steps = steps[entry[2]];
            component.Table = entry[2];
        }

        // Three components by these letters are the colours themselves.
        return Width > 0 && Height > 0 && (Count == 1 || (Components[0].Id, Components[1].Id, Components[2].Id) != ('R', 'G', 'B'));
    }

    private bool TryReadCodes(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int kind = segment[0] >> 4, number = segment[0] & 15;
            if (segment.Length < 17 || kind > 1 || number >= Tables)
            {
                return false;
            }

            HuffmanTable table = (kind == 0 ? firsts : others)[number];
            if (!table.TryRead(segment[1..]))
            {
                return false;
            }

            brought |= 1 << ((4 * kind) + number);
            segment = segment[(17 + table.Count)..];
        }

        return true;
    }

    private bool TryReadSteps(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int wide = segment[0] >> 4, number = segment[0] & 15, length = 1 + (64 << wide);
            if (wide > 1 || number >= Tables || segment.Length < length)
            {
                return false;
            }

            for (int k = 0; k < 64; k++)
            {
                steps[number][k] = wide == 0 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * k))..]);
            }

            brought |= 1 << (8 + number);
            segment = segment[length..];
        }

        return true;
    }

    private bool TryReadScan(ReadOnlySpan<byte> segment)
    {
        if (Count == 0 || segment.Length != 4 + (2 * Count) || segment[0] != Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            JpegComponent component = Components[i];
            int first = segment[2 + (2 * i)] >> 4, other = segment[2 + (2 * i)] & 15;
            if (segment[1 + (2 * i)] != component.Id || first >= Tables || other >= Tables)
            {
                return false;
            }

            int needed = (1 << first) | (1 << (4 + other)) | (1 << (8 + component.Table));
            if ((brought & needed) != needed)
            {
                return false;
            }

            (component.Firsts, component.Others) = (firsts[first], others[other]);
        }

        return true;
    }
}

/// <summary>One component of a frame and the tables that its blocks are read with.</summary>
internal sealed class JpegComponent
{
    /// <summary>The number that scans name it by.</summary>
    public int Id { get; set; }

    /// <summary>How many blocks lie side by side in a unit.</summary>
    public int Across { get; set; }

    /// <summary>How many lie one below the other.</summary>
    public int Down { get; set; }

    /// <summary>The number of its table of steps.</summary>
    public int Table { get; set; }

    /// <summary>What its coefficients are multiplied by.</summary>
    public int[] Steps { get; set; } = [];

    /// <summary>The codes of first coefficients.</summary>
    public HuffmanTable Firsts { get; set; } = new();

    /// <summary>The codes of the others.</summary>
    public HuffmanTable Others { get; set; } = new();
}
