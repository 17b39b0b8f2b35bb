using CsCheck;
using OpenVision.Data.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>How far our resizing is from Pillow's, which the PyTorch port's and open_clip's evaluation images go through.</summary>
public sealed class PillowTests
{
    // The upper left quarters that Pillow's own tests state (Tests/test_image_resample.py) for two bright squares of 0xE1 and
    // two dark ones of 0x1E.
    [Theory]
    [InlineData(Interpolation.Bilinear, 8, 4, "e1c9c9b7")]
    [InlineData(Interpolation.Bilinear, 2, 4, "e1b0b098")]
    [InlineData(Interpolation.Bicubic, 12, 6, "e1e3d4e3e5d6d4d6c9")]
    [InlineData(Interpolation.Bicubic, 4, 8, "e1e5eeb9e5e9f3bceef3fdc1b9bcc1a2")]
    public void TheDefinitionGivesPillowsBytes(Interpolation interpolation, int from, int to, string quarter)
    {
        byte[] pixels = [.. Enumerable.Range(0, from * from * 3).Select(i => Bright(i / 3 % from, i / 3 / from) ? (byte)0xE1 : (byte)0x1E)];
        RgbImage image = PillowResampler.Resize(new(pixels, from, from), to, to, interpolation);
        int half = to / 2;
        byte[] found = [.. Enumerable.Range(0, half * half).Select(i => image.Pixels[((i / half * to) + (i % half)) * 3])];
        Assert.Equal(quarter, Convert.ToHexStringLower(found));

        bool Bright(int x, int y) => x < from / 2 == y < from / 2;
    }

    // Pillow rounds to half a step after each pass. The second pass spreads the first one's error by the sum of its weights'
    // sizes, which is 1 for the triangle and at most 1.27 for the cubic; whole-number weights add less than 0.01.
    [Theory]
    [InlineData(Interpolation.Bilinear, 1.01)]
    [InlineData(Interpolation.Bicubic, 1.15)]
    public void NoColorIsFurtherThanTwoRoundingsFromPillows(Interpolation interpolation, double steps)
    {
        double largest = 0;
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 24], Gen.Byte.Array[40 * 40 * 3], Gen.Bool).Sample((width, height, side, bytes, hard) =>
        {
            // Black and white overshoot the most.
            RgbImage image = new(hard ? [.. bytes.Select(value => value < 128 ? byte.MinValue : byte.MaxValue)] : bytes, width, height);
            RgbImage pillow = PillowResampler.Resize(image, side, side, interpolation);
            float[] found = new float[3 * side * side];
            Resampler.Resize(image, AxisFit.Whole(side), AxisFit.Whole(side), interpolation, side, found);
            for (int i = 0; i < found.Length; i++)
            {
                double difference = Math.Abs((found[i] * 255.0) - pillow.Pixels[(i % (side * side) * 3) + (i / (side * side))]);
                Assert.InRange(difference, 0, steps);
                largest = Math.Max(largest, difference);
            }
        }, iter: 100, threads: 1);

        // What the bound allows does occur: a coarser agreement than this would be another algorithm's.
        Assert.InRange(largest, 0.7, steps);
    }
}
