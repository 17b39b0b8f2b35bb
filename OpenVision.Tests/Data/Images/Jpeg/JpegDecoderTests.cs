using CsCheck;
using OpenVision.Data.Images;
using OpenVision.Data.Images.Jpeg;
using OpenVision.Numerics;
using SkiaSharp;

namespace OpenVision.Tests.Data.Images.Jpeg;

public sealed class JpegDecoderTests
{
    private static readonly (int Width, int Height)[] sizes = [(1, 1), (2, 9), (3, 5), (4, 4), (5, 6), (17, 33), (33, 16), (100, 75), (65, 129)];

    public static TheoryData<SKJpegEncoderDownsample> Planes => [.. Enum.GetValues<SKJpegEncoderDownsample>()];

    [Theory]
    [MemberData(nameof(Planes))]
    public void EveryByteIsLibjpegTurbos(SKJpegEncoderDownsample planes) =>
        Assert.All(sizes, size => SameAsLibjpeg(Jpegs.Halved(size.Width, size.Height, planes)));

    [Fact]
    public void SoAreThoseOfGreyPicturesAndOfFilesWithRestartMarkers()
    {
        Assert.All(sizes, size => SameAsLibjpeg(Jpegs.Grey(size.Width, size.Height)));
        SameAsLibjpeg(Jpegs.Restarting);
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void APartIsThatOfTheWholeImageAtAnyScale(SKJpegEncoderDownsample planes) =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 70], Gen.OneOfConst(1, 2, 4, 8), Gen.ULong).Sample((width, height, scale, seed) =>
        {
            byte[] file = Jpegs.Halved(width, height, planes);
            Window whole = JpegScale.Part(new(0, 0, width, height), scale);
            byte[] all = Decode(file, scale, whole);
            Draw draw = new(seed);
            int x = draw.Below(whole.Width), y = draw.Below(whole.Height);
            Window part = new(x, y, 1 + draw.Below(whole.Width - x), 1 + draw.Below(whole.Height - y));
            byte[] found = Decode(file, scale, part);
            for (int row = 0; row < part.Height; row++)
            {
                int from = (((y + row) * whole.Width) + x) * 3;
                Assert.Equal(all[from..(from + (part.Width * 3))], found[(row * part.Width * 3)..((row + 1) * part.Width * 3)]);
            }
        }, iter: 60);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void AReducedImageIsTheMeanOfThePixelsThatBecameOne(int scale)
    {
        // Soft, so that what a mean and the lowest frequencies keep differently is little; rounding is the rest.
        byte[] file = Jpegs.Soft(96, 64);
        RgbImage full = Jpegs.ByLibjpeg(file);
        int width = full.Width / scale, height = full.Height / scale;
        byte[] found = Decode(file, scale, new(0, 0, width, height));
        for (int i = 0; i < found.Length; i++)
        {
            int x = i / 3 % width * scale, y = i / 3 / width * scale;
            double mean = Enumerable.Range(0, scale * scale).Average(j => full.Pixels[((((y + (j / scale)) * full.Width) + x + (j % scale)) * 3) + (i % 3)]);
            Assert.InRange(found[i], mean - 3, mean + 3);
        }
    }

    [Fact]
    public void NoDamageEndsInAnythingButARefusalOrAnImage()
    {
        foreach (byte[] file in new[] { Jpegs.Halved(40, 30, SKJpegEncoderDownsample.Downsample420), Jpegs.Restarting, Jpegs.Grey(20, 20) })
        {
            Draw draw = new(5);
            byte[] target = new byte[70_000];
            for (int i = 0; i < 2 * file.Length; i++)
            {
                byte[] damaged = [.. file];
                damaged[i % file.Length] ^= (byte)(1 + draw.Below(255));
                if (JpegDecoder.TryReadSize(damaged, out int width, out int height) && width * height * 3 <= target.Length)
                {
                    JpegDecoder.TryDecode(damaged, 1 << draw.Below(4), new(0, 0, 1, 1), target);
                    JpegDecoder.TryDecode(damaged, 1, new(0, 0, width, height), target);
                }
            }

            for (int cut = 0; cut < file.Length - 2; cut++)
            {
                Assert.False(JpegDecoder.TryReadSize(file.AsSpan(0, cut), out int width, out int height)
                    && JpegDecoder.TryDecode(file.AsSpan(0, cut), 1, new(0, 0, width, height), target)
                    && cut < file.Length - 4);
            }
        }
    }

    [Fact]
    public void NothingIsAllocatedOnceBuffersAreThere()
    {
        byte[] file = Jpegs.Halved(160, 120, SKJpegEncoderDownsample.Downsample420), target = new byte[160 * 120 * 3];
        JpegDecoder.TryDecode(file, 1, new(0, 0, 160, 120), target);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(JpegDecoder.TryDecode(file, 1 << (i % 4), new(0, 0, 20 - (i % 7), 15), target));
        }

        // Shared buffers may have to be made anew where a collection took them; not for each of a hundred.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(448, 448, 224, 2)]
    [InlineData(447, 600, 224, 1)]
    [InlineData(900, 1800, 224, 4)]
    [InlineData(9000, 9000, 224, 8)]
    [InlineData(10, 10, 224, 1)]
    public void TheScaleLeavesAtLeastThePixelsThatAreWanted(int width, int height, int side, int scale) =>
        Assert.Equal(scale, JpegScale.Of(new(3, 5, width, height), side));

    private static void SameAsLibjpeg(byte[] file)
    {
        RgbImage expected = Jpegs.ByLibjpeg(file);
        Assert.True(JpegDecoder.TryReadSize(file, out int width, out int height));
        Assert.Equal((expected.Width, expected.Height), (width, height));
        Assert.Equal(expected.Pixels, Decode(file, 1, new(0, 0, width, height)));
    }

    private static byte[] Decode(byte[] file, int scale, Window part)
    {
        byte[] target = new byte[part.Width * part.Height * 3];
        Assert.True(JpegDecoder.TryDecode(file, scale, part, target));
        return target;
    }
}
