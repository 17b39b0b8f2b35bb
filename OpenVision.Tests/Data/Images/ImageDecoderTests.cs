using OpenVision.Data;
using OpenVision.Data.Images;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Data.Images;

public sealed class ImageDecoderTests
{
    private const long Pixels = 1_000_000;

    private static readonly Rgb24 orange = new(240, 130, 20);

    [Fact]
    public void TheThreeFormatsDecodeToTheSameColor()
    {
        foreach (byte[] file in new[] { Pictures.Jpeg(9, 7, orange), Pictures.Png(9, 7, orange), Pictures.Webp(9, 7, orange) })
        {
            RgbImage image = Pictures.Decode(file, Pixels);
            Assert.Equal((9, 7), (image.Width, image.Height));
            Assert.InRange(image.Pixels[0], 230, 250);
            Assert.InRange(image.Pixels[1], 120, 140);
            Assert.InRange(image.Pixels[2], 10, 30);
        }
    }

    [Fact]
    public void AJpegCutAnywhereIsDamaged()
    {
        byte[] file = Pictures.Jpeg(64, 64, orange);
        for (int length = 0; length < file.Length - 1; length += 37)
        {
            Assert.Equal(SkipReason.DamagedImage, Fault(file[..length]).Reason);
        }
    }

    [Fact]
    public void ADecompressionBombIsRefusedByItsHeader()
    {
        SampleFault fault = Fault(Pictures.Declaring(60_000, 60_000));
        Assert.Equal(SkipReason.ImageTooLarge, fault.Reason);
        Assert.Equal("The image declares 60000 x 60000 pixels; 1,000,000 in all are allowed.", fault.Message);
    }

    [Fact]
    public void OtherFormatsAndNoiseAreDamaged()
    {
        Assert.Equal(SkipReason.DamagedImage, Fault([]).Reason);
        Assert.Equal(SkipReason.DamagedImage, Fault([.. Enumerable.Range(0, 500).Select(i => (byte)(i * 37))]).Reason);
        Assert.Equal(SkipReason.DamagedImage, Fault(Pictures.Gif(4, 4, orange)).Reason);
    }

    private static SampleFault Fault(byte[] file) => Assert.Throws<SampleFault>(() => Pictures.Decode(file, Pixels));
}
