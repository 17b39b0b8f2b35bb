using CsCheck;
using OpenVision.Data.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>Resizing against the definition of the antialiased triangle filter.</summary>
public sealed class ResamplerTests
{
    [Fact]
    public void EveryPixelIsTheTrianglesWeightedMean() =>
        Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24], Gen.Int[1, 20], Gen.Byte.Array[24 * 24 * 3]).Sample((width, height, side, bytes) =>
        {
            RgbImage image = new(bytes, width, height);
            float[] found = Resize(image, new(0, 0, width, height), side);
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < side; x++)
                {
                    Assert.Equal(Exact(image, x, y, side, channel: 1), found[(side * side) + (y * side) + x], 1e-5);
                }
            }
        }, iter: 200);

    [Fact]
    public void TheSameSizeChangesNothing()
    {
        byte[] bytes = [.. Enumerable.Range(0, 5 * 5 * 3).Select(i => (byte)(i * 3))];
        float[] found = Resize(new(bytes, 5, 5), new(0, 0, 5, 5), 5);
        Assert.All(Enumerable.Range(0, 25), i => Assert.Equal(bytes[i * 3] / 255f, found[i], 1e-6));
    }

    [Fact]
    public void AWindowReadsNothingBesideIt()
    {
        byte[] bytes = new byte[8 * 8 * 3];
        Array.Fill(bytes, (byte)255);
        for (int row = 2; row < 6; row++)
        {
            bytes.AsSpan(((row * 8) + 2) * 3, 4 * 3).Clear();
        }

        Assert.All(Resize(new(bytes, 8, 8), new(2, 2, 4, 4), 3), value => Assert.Equal(0, value));
    }

    private static float[] Resize(RgbImage image, Window window, int side)
    {
        float[] target = new float[3 * side * side];
        Resampler.Resize(image, window, side, target);
        return target;
    }

    private static double Exact(RgbImage image, int x, int y, int side, int channel)
    {
        double sum = 0, weights = 0;
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                double weight = Triangle(column, x, image.Width, side) * Triangle(row, y, image.Height, side);
                sum += weight * image.Pixels[(((row * image.Width) + column) * 3) + channel];
                weights += weight;
            }
        }

        return sum / weights / 255;
    }

    private static double Triangle(int source, int target, int length, int side)
    {
        double scale = (double)length / side;
        return Math.Max(0, 1 - (Math.Abs(source + 0.5 - ((target + 0.5) * scale)) / Math.Max(1, scale)));
    }
}
