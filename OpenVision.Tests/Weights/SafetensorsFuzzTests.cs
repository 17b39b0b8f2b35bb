using System.Text;
using CsCheck;
using OpenVision.Weights;

namespace OpenVision.Tests.Weights;

public sealed class SafetensorsFuzzTests
{
    private const int DataLength = 48;

    private static readonly byte[] Sound = Encoding.UTF8.GetBytes(
        """{"__metadata__":{"format":"pt"},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"I64","shape":[3],"data_offsets":[24,48]}}""");

    private static readonly string[] Fragments =
        ["{", "}", "[", "]", ",", ":", "\"", "-1", "0", "9223372036854775807", "1e99", "null", "\"F32\"", "\"shape\"", "\\ud800", "data_offsets", "\u00e9"];

    [Fact]
    public void SoundHeaderPasses() => Assert.Equal(2, Parse(Sound).Tensors.Count);

    /// <summary>Whatever a header's bytes are, it is refused with our error, or what it describes lies inside the file.</summary>
    [Fact]
    public void MutatedHeaderIsRefusedOrSound() =>
        Gen.Select(Gen.Int[0, Sound.Length], Gen.Int[0, 12], Gen.OneOf(Gen.Byte.Array[0, 4], Gen.OneOfConst(Fragments).Select(Encoding.UTF8.GetBytes)))
            .Array[1, 3]
            .Sample(edits =>
            {
                List<byte> header = [.. Sound];
                foreach ((int at, int removed, byte[] inserted) in edits)
                {
                    int start = Math.Min(at, header.Count);
                    header.RemoveRange(start, Math.Min(removed, header.Count - start));
                    header.InsertRange(start, inserted);
                }

                try
                {
                    AssertSound(Parse([.. header]));
                }
                catch (OpenVisionException e)
                {
                    Assert.StartsWith("x is not a sound safetensors file: ", e.Message, StringComparison.Ordinal);
                }
            }, iter: 5000, threads: 1);

    private static SafetensorsHeader Parse(byte[] header) => SafetensorsHeader.Parse("x", header, 8 + header.Length + DataLength);

    private static void AssertSound(SafetensorsHeader header)
    {
        Assert.Equal(DataLength, header.Tensors.Values.Sum(entry => entry.Length));
        Assert.All(header.Tensors.Values, entry =>
        {
            Assert.InRange(entry.Offset, 0, DataLength);
            Assert.InRange(entry.Offset + entry.Length, 0, DataLength);
            Assert.All(entry.Shape, dimension => Assert.True(dimension >= 0));
        });
    }
}
