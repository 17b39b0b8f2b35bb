using System.Buffers.Binary;

namespace OpenVision.Tests.Data.Packing;

/// <summary>Idx files made byte by byte.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int height, int width, Func<int, byte> pixel) =>
        Of(8, [count, height, width], [.. Enumerable.Range(0, count * height * width).Select(pixel)]);

    public static byte[] Labels(byte[] labels) => Of(8, [labels.Length], labels);

    public static byte[] Of(byte type, int[] dimensions, byte[] elements)
    {
        byte[] head = new byte[4 + (4 * dimensions.Length)];
        (head[2], head[3]) = (type, (byte)dimensions.Length);
        foreach ((int i, int dimension) in dimensions.Index())
        {
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), dimension);
        }

        return [.. head, .. elements];
    }
}
