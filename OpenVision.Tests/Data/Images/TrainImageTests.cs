using CsCheck;
using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Tests.Data.Images;

public sealed class TrainImageTests
{
    private static readonly AugmentationSpec still = new() { MinArea = 1, MinAspect = 1, ColorJitter = 0, GreyscaleProbability = 0 };

    [Fact]
    public void CropsLieInTheImageAndKeepTheirShareOfIt() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.ULong).Sample((width, height, seed) =>
        {
            Draw draw = new(seed);
            Window window = TrainImage.RandomWindow(width, height, new(), ref draw);
            Assert.InRange(window.X, 0, width - window.Width);
            Assert.InRange(window.Y, 0, height - window.Height);
            Assert.True(window.Width >= 1 && window.Height >= 1);
            if (width >= 50 && height >= 50 && width * 3 >= height * 2 && height * 3 >= width * 2)
            {
                Assert.InRange((double)window.Width * window.Height / (width * height), 0.37, 1);
            }
        });

    [Fact]
    public void WithoutAugmentationASampleIsTheEvaluationImage()
    {
        byte[] file = Pictures.Png(24, 24, new(10, 200, 90));
        float[] train = new float[3 * 8 * 8], eval = new float[3 * 8 * 8];
        Draw draw = new(7);
        TrainImage.Write(ImageDecoder.Decode(file, 1000), still, ColorStatistics.ImageNet, 8, ref draw, train);
        EvalImage.Write(file, new() { Resolution = 8 }, eval);
        Assert.Equal(eval, train);
        Assert.Equal(((10 / 255f) - 0.485f) / 0.229f, eval[0], 1e-5);
    }

    [Fact]
    public void JitterKeepsColorsInRangeAndGreyscaleMakesThemGrey() =>
        Gen.Select(Gen.Float[0, 1].Array[3 * 16], Gen.ULong).Sample((planes, seed) =>
        {
            Draw draw = new(seed);
            ColorJitter.Apply(planes, 0.4, ref draw);
            Assert.All(planes, value => Assert.InRange(value, 0, 1));
            ColorJitter.Greyscale(planes);
            Assert.Equal(planes[..16], planes[32..]);
        });

    [Fact]
    public void JitterOfStrengthZeroChangesNothing()
    {
        float[] planes = [.. Enumerable.Range(0, 30).Select(i => i / 30f)];
        float[] before = [.. planes];
        Draw draw = new(3);
        ColorJitter.Apply(planes, 0, ref draw);
        Assert.All(before.Zip(planes), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }
}
