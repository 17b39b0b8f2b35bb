using OpenVision.Data.Images;
using OpenVision.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace OpenVision.Tests.Data.Images.Jpeg;

/// <summary>JPEGs with soft shapes, edges and grain, and what libjpeg-turbo, which SkiaSharp holds, makes of them.</summary>
internal static class Jpegs
{
    /// <summary>
    /// 37 x 29 pixels with a restart marker behind every second unit and tables of its own, by libjpeg-turbo 2.1.5
    /// (<c>restart_interval = 2</c>, <c>optimize_coding</c>, quality 70).
    /// </summary>
    public static byte[] Restarting { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESU"
        + "M8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAAd"
        + "ACUDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAQFBgf/xAAmEAABAwMDBQEAAwAAAAAAAAABAgMRAAQSBSExBhMiQVEjMkJh/8QAGA"
        + "EAAwEBAAAAAAAAAAAAAAAAAwQFBwb/xAAoEQABAwIEBgIDAAAAAAAAAAARAQIEABIhMUFRAxNCUmGBInFiocH/3QAEAAL/2gAMAwEAAhEDEQA/"
        + "AOfW+mhlIVjlO3FOtacFq7uI2ExHNVWLBTSQqAZERFOs6eSru7cSZHEVU4kjoGWNpy/I6/VIxJupqW3YB5MBATEevtPM2KVQ0ED5MVUbsS8AeM"
        + "DxHNPM2alflAHqQJiKn8SWfkTdge7wOnY+662HNyxr/9BNqwDQIDecmfkUVoW7MspwxSoAnc7UUBZ9i2820aAj3rWgNmFKmsWIZSCPLaIinWbE"
        + "FXdIKeCExzFZi+6pvNEvkoLaH0KdcUEgYgIS4Wwn3P8ABSp+qHoQXLTqm/d0dOp4tTboXmgpkulIaSJPrydKth/UD6aK+JICNtw7Tl5Ov1WLQ4"
        + "kpWo7ALgmP6r//0bzdl348SkJIkxTzNqF/kEkxtMTMVkdM60vL91bXYbGDC1Ar8pKEuKkwBuYQD62MATs471pe2l+7py2kum2cDKndhngpOSoj"
        + "bKFT8kRwSpDiRZKuGau17tAOnY+6NEgy7rAhzzrWtWoYRiU5E7mQdqKlL6wuNJabfftkXKblKMW0HthB7SFqMkKJkux/gSPpopHlym4NdamwRR"
        + "4NX2Q5j2o5rCm5T+1//9k=");

    public static byte[] Halved(int width, int height, SKJpegEncoderDownsample halved) => Encode(width, height, halved, Color);

    public static byte[] Soft(int width, int height) => Encode(width, height, SKJpegEncoderDownsample.Downsample420, static (x, y) =>
        new((byte)(128 + (60 * Math.Sin(x / 40.0))), (byte)(128 + (60 * Math.Sin(y / 35.0))), (byte)(128 + (40 * Math.Sin((x + y) / 50.0)))));

    public static byte[] Grey(int width, int height)
    {
        using Image<L8> image = new(width, height);
        for (int i = 0; i < width * height; i++)
        {
            image[i % width, i / width] = new(Color(i % width, i / width).G);
        }

        using MemoryStream stream = new();
        image.SaveAsJpeg(stream, new JpegEncoder { ColorType = JpegColorType.Luminance, Quality = 80 });
        return stream.ToArray();
    }

    public static unsafe RgbImage ByLibjpeg(byte[] file)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec codec = SKCodec.Create(data);
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] pixels = new byte[info.BytesSize];
        fixed (byte* first = pixels)
        {
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, (nint)first));
        }

        return new([.. pixels.Where((_, i) => i % 4 < 3)], info.Width, info.Height);
    }

    private static byte[] Encode(int width, int height, SKJpegEncoderDownsample halved, Func<int, int, Rgb24> colors)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < width * height; i++)
        {
            Rgb24 color = colors(i % width, i / width);
            bitmap.SetPixel(i % width, i / width, new(color.R, color.G, color.B));
        }

        using MemoryStream stream = new();
        using (SKPixmap pixels = bitmap.PeekPixels()) // held, so that no garbage collection frees it while it is encoded
        using (SKManagedWStream sink = new(stream))
        {
            Assert.True(pixels.Encode(sink, new SKJpegEncoderOptions(95, halved, SKJpegEncoderAlphaOption.Ignore)));
        }

        return stream.ToArray();
    }

    private static Rgb24 Color(int x, int y)
    {
        Draw draw = new(((ulong)x << 32) | (uint)y);
        return new(
            (byte)(110 + (90 * Math.Sin((x / 17.0) + (y / 31.0))) + draw.Below(40)),
            (byte)(110 + (80 * Math.Sin(x * y / 90.0)) + draw.Below(40)),
            (byte)((((x / 7) ^ (y / 5)) * 13 % 215) + draw.Below(40)));
    }
}
