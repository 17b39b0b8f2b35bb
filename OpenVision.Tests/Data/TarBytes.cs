using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpenVision.Tests.Data;

/// <summary>Tar archives made byte by byte, also such as no tar program writes.</summary>
internal static class TarBytes
{
    public static byte[] End { get; } = new byte[1024];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Member(string name, string content) => Member(name, Utf8(content));

    public static byte[] Member(string name, byte[] content, char type = '0') => [.. Header(name, content.Length, type), .. Padded(content)];

    public static byte[] Header(string name, long size, char type = '0', string prefix = "")
    {
        byte[] block = new byte[512];
        Put(0, name);
        Put(100, "0000644");
        Put(108, "0000000");
        Put(116, "0000000");
        if (size < 1L << 33)
        {
            Put(124, Convert.ToString(size, 8).PadLeft(11, '0'));
        }
        else
        {
            block[124] = 0x80;
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(128), size);
        }

        Put(136, "00000000000");
        block[156] = (byte)type;
        Put(257, "ustar\0" + "00");
        Put(345, prefix);
        return Signed(block);

        void Put(int offset, string text) => Utf8(text).CopyTo(block, offset);
    }

    public static byte[] Signed(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        int sum = block.Sum(value => value);
        Utf8(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        return block;
    }

    public static byte[] PaxRecord(string key, string value)
    {
        string rest = $" {key}={value}\n";
        int length = Encoding.UTF8.GetByteCount(rest) + 1;
        while ($"{length}".Length + Encoding.UTF8.GetByteCount(rest) != length)
        {
            length++;
        }

        return Utf8(length.ToString(CultureInfo.InvariantCulture) + rest);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Padded(byte[] content) => [.. content, .. new byte[(512 - (content.Length % 512)) % 512]];
}
