using CsCheck;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data.Pipeline;

public sealed class ImagesTests
{
    [Fact]
    public void CropsLieInTheImageAndKeepTheirShareOfIt() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.ULong).Sample((width, height, seed) =>
        {
            Draw draw = new(seed);
            Window window = RandomWindow.Of(width, height, 0.4, 1, 0.75, ref draw);
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
        float[] train = Made(Steps.Decode() | Steps.RandomCrop(8, minArea: 1, minAspect: 1) | Steps.Normalize(), new(file), 7);
        float[] eval = new float[3 * 8 * 8];
        EvalImage.Write(file, new() { Resolution = 8 }, eval);
        Assert.Equal(eval, train);
        Assert.Equal(((10 / 255f) - 0.485f) / 0.229f, eval[0], 1e-5);
        Assert.Equal(eval, Made(Steps.Decode() | Steps.Squash(8) | Steps.Normalize(), new(file), 7));
        Assert.Equal(eval, Made(Steps.Decode() | Steps.Fit(new() { Resolution = 8 }), new(file), 7));
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

    [Fact]
    public void AFlippedPictureIsItsMirrorImage()
    {
        Planes planes = new(3);
        for (int i = 0; i < planes.Values.Length; i++)
        {
            planes.Values[i] = i;
        }

        Draw draw = new(1);
        Assert.Equal([2, 1, 0, 5, 4, 3, 8, 7, 6, 11], Steps.Flip(1).Apply(planes, ref draw).Values[..10].ToArray());
        Assert.Equal([0, 1, 2], Steps.Flip(1).Apply(planes, ref draw).Values[..3].ToArray());
        Assert.Equal([0, 1, 2], Steps.Flip(0).Apply(planes, ref draw).Values[..3].ToArray());
    }

    [Fact]
    public void SettingsOutOfRangeAreRefusedWhereTheyAreWritten()
    {
        Assert.Throws<ArgumentOutOfRangeException>("side", () => Steps.RandomCrop(0));
        Assert.Throws<ArgumentOutOfRangeException>("minArea", () => Steps.RandomCrop(8, minArea: 0.5, maxArea: 0.4));
        Assert.Throws<ArgumentOutOfRangeException>("minAspect", () => Steps.RandomCrop(8, minAspect: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Steps.Flip(1.5));
        Assert.Throws<ArgumentOutOfRangeException>("strength", () => Steps.ColorJitter(-1));
    }

    [Fact]
    public void ASampleWithoutAnImageIsToldByWhoeverRunsTheStep()
    {
        Draw draw = new(1);
        OpenVisionException error = Assert.Throws<OpenVisionException>(
            () => (Steps.Encoded() | Steps.Decode()).Apply(new("a.tar", "7", new Dictionary<string, ReadOnlyMemory<byte>>()), ref draw));
        Assert.Equal("Encoded | Decode cannot use what it was given: None of its members is an image (jpg, jpeg, png, webp).", error.Message);
    }

    private static float[] Made(Step<EncodedImage, Pixels> steps, EncodedImage image, ulong seed)
    {
        Draw draw = new(seed);
        return steps.Apply(image, ref draw).Values.ToArray();
    }
}
