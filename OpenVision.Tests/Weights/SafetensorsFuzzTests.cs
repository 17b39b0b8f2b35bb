using System.Buffers.Binary;
using System.Text;
using OpenVision.Numerics;
using OpenVision.Weights;

namespace OpenVision.Tests.Weights;

public sealed class SafetensorsFuzzTests
{
    private const int Cases = 100_000;
    private const int DataLength = 48;
    private const int AllocationFloor = 16 << 10; // what a parser of anything takes: a document, two tables, an exception

    private static readonly byte[] Sound = File(
        """{"__metadata__":{"format":"pt"},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"I64","shape":[3],"data_offsets":[24,48]}}""");

    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "-", "-1", "0", "9", "99999999", "9223372036854775807", "18446744073709551616", "1e99", "0.5", "null",
            "\"F32\"", "\"BF16\"", "\"F8\"", "\"shape\"", "data_offsets", "\\ud800", "\\u0061", "\u00e9", "[24,48]", "[0,24]", "[0,0]", "[4294967296,4294967296]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void SoundFilePasses() => Assert.Equal(2, Read(Sound).Tensors.Count);

    /// <summary>
    /// Whatever a file's bytes are, it is refused with our error or what it describes fills its data exactly, and no more is
    /// allocated than a small multiple of its length.
    /// </summary>
    [Fact]
    public void MutatedFileIsRefusedOrSoundAndNeverAllocatesBeyondItsSize()
    {
        Draw draw = new(seed: 1);
        int sound = 0;
        for (int i = 0; i < Cases; i++)
        {
            byte[] file = FileMutation.Of(Sound, Fragments, ref draw);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                AssertSound(Read(file), file.Length);
                sound++;
            }
            catch (OpenVisionException e)
            {
                Assert.StartsWith("x is not a sound safetensors file: ", e.Message, StringComparison.Ordinal);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocationFloor + (64 * file.Length), $"case {i} allocated {allocated} bytes for a file of {file.Length}");
        }

        Assert.InRange(sound, Cases / 1000, Cases / 2); // both ends are reached
    }

    private static byte[] File(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + json.Length + DataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return file;
    }

    private static SafetensorsHeader Read(byte[] file) =>
        SafetensorsHeader.Read("x", file.Length, (target, at) => file.AsSpan((int)at, target.Length).CopyTo(target));

    private static void AssertSound(SafetensorsHeader header, long fileLength)
    {
        long end = 0;
        foreach (TensorEntry entry in header.Tensors.Values.OrderBy(entry => entry.Offset).ThenBy(entry => entry.Length))
        {
            Assert.Equal(end, entry.Offset);
            Assert.True(entry.Length >= 0 && entry.Shape.All(dimension => dimension >= 0));
            end += entry.Length;
        }

        Assert.Equal(fileLength - header.DataStart, end);
    }
}
