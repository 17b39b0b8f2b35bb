using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>Image files that were made to mislead, or that carry more than RGB.</summary>
public sealed class HostileImageTests
{
    private const long Pixels = 100_000_000;

    [Fact]
    public void AThumbnailsEndMarkDoesNotStandForTheImages()
    {
        // A camera's file: the first segment holds a whole small JPEG with an end mark of its own.
        byte[] image = Pictures.Jpeg(64, 64, new(200, 40, 90)), thumbnail = Pictures.Jpeg(8, 8, default);
        int length = thumbnail.Length + 2;
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. thumbnail, .. image[2..]];
        Assert.Equal((64, 64), Size(file));
        for (int cut = 0; cut < file.Length; cut++)
        {
            Assert.Equal(SkipReason.DamagedImage, Fault(file[..cut]));
        }
    }

    [Fact]
    public void BytesBehindTheEndMarkDoNoHarm() => Assert.Equal((9, 7), Size([.. Pictures.Jpeg(9, 7, default), .. new byte[20_000]]));

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public void ACutFileIsDamaged(string format)
    {
        byte[] file = format == "png" ? Pictures.Png(40, 30, new(1, 2, 3)) : Pictures.Webp(40, 30, new(1, 2, 3));
        for (int cut = 0; cut < file.Length - 4; cut++)
        {
            Assert.Equal(SkipReason.DamagedImage, Fault(file[..cut]));
        }
    }

    [Fact]
    public void AnyFlippedByteIsDecodedOrRefusedButNeverAnotherError()
    {
        foreach (byte[] file in new[] { Pictures.Jpeg(24, 20, new(9, 99, 199)), Pictures.Png(24, 20, new(9, 99, 199)), Pictures.Webp(24, 20, new(9, 99, 199)) })
        {
            for (int i = 0; i < file.Length; i++)
            {
                byte[] flipped = [.. file];
                flipped[i] ^= 0x55;
                Assert.True(Record.Exception(() => Pictures.Decode(flipped, 10_000)) is null or SampleFault);
            }
        }
    }

    [Theory]
    [InlineData(1, 7_000_000)]
    [InlineData(7_000_000, 1)]
    public void AThreadOfPixelsIsRefused(int width, int height) =>
        Assert.Equal(SkipReason.ImageTooLarge, Fault(Pictures.Declaring(width, height)));

    [Theory]
    [InlineData(1, 60_000)]
    [InlineData(60_000, 1)]
    [InlineData(1, 1)]
    public void AnExtremeShapeIsStillAnImage(int width, int height)
    {
        Draw draw = new(1);
        RgbImage image = Pictures.Decode(Pictures.Png(width, height, new(255, 0, 0)), Pixels);
        float[] made = (Steps.RandomCrop(32) | Steps.Normalize()).Apply(image, ref draw).Values.ToArray();
        Assert.All(made[..(32 * 32)], value => Assert.Equal((1 - 0.485f) / 0.229f, value, 1e-4));
    }

    [Theory]
    [InlineData(PngColorType.Grayscale, PngBitDepth.Bit8)]
    [InlineData(PngColorType.Grayscale, PngBitDepth.Bit1)]
    [InlineData(PngColorType.GrayscaleWithAlpha, PngBitDepth.Bit8)]
    [InlineData(PngColorType.Palette, PngBitDepth.Bit8)]
    [InlineData(PngColorType.Rgb, PngBitDepth.Bit16)]
    [InlineData(PngColorType.RgbWithAlpha, PngBitDepth.Bit16)]
    public void EveryKindOfPngBecomesRgb(PngColorType color, PngBitDepth depth)
    {
        byte[] file = Png(new Rgba32(255, 255, 255, 255), new() { ColorType = color, BitDepth = depth });
        Assert.Equal([255, 255, 255], Pictures.Decode(file, Pixels).Pixels.AsSpan(0, 3).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    public void TransparencyIsDroppedAndTheColorKept(byte alpha)
    {
        byte[] file = Png(new(10, 20, 30, alpha), new() { ColorType = PngColorType.RgbWithAlpha, TransparentColorMode = PngTransparentColorMode.Preserve });
        Assert.Equal([10, 20, 30], Pictures.Decode(file, Pixels).Pixels.AsSpan(0, 3).ToArray());
    }

    [Fact]
    public void ABitmapIsRefused()
    {
        using Image<Rgb24> image = new(4, 4);
        using MemoryStream stream = new();
        image.SaveAsBmp(stream);
        Assert.Equal(SkipReason.DamagedImage, Fault(stream.ToArray()));
    }

    private static (int Width, int Height) Size(byte[] file)
    {
        RgbImage image = Pictures.Decode(file, Pixels);
        return (image.Width, image.Height);
    }

    private static SkipReason Fault(byte[] file) => Assert.Throws<SampleFault>(() => Pictures.Decode(file, Pixels)).Reason;

    private static byte[] Png(Rgba32 color, PngEncoder encoder)
    {
        using Image<Rgba32> image = new(3, 3, color);
        using MemoryStream stream = new();
        image.SaveAsPng(stream, encoder);
        return stream.ToArray();
    }
}
