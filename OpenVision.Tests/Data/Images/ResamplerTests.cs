using CsCheck;
using OpenVision.Data.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>Resizing against the definition of the antialiased filters.</summary>
public sealed class ResamplerTests
{
    private static readonly Gen<RgbImage> images =
        from width in Gen.Int[1, 24]
        from height in Gen.Int[1, 24]
        from bytes in Gen.Byte.Array[24 * 24 * 3]
        select new RgbImage(bytes, width, height);

    private static readonly Gen<PreprocessSpec> specs =
        from side in Gen.Int[1, 20]
        from resize in Gen.Enum<ResizeMode>()
        from interpolation in Gen.Enum<Interpolation>()
        from fill in Gen.Int[0, 255]
        select Plain(side, interpolation) with { Resize = resize, FillColor = fill };

    [Fact]
    public void EveryPixelIsTheKernelsWeightedMeanOrPadding() =>
        Gen.Select(images, specs).Sample((image, spec) =>
        {
            float[] found = Fit(image, spec);
            (AxisFit across, AxisFit down) = AxisFit.Of(image.Width, image.Height, spec);
            int side = spec.Resolution;
            for (int i = 0; i < found.Length; i++)
            {
                int x = (i % side) - across.Place, y = (i / side % side) - down.Place, channel = i / (side * side);
                bool kept = x >= 0 && x < across.Count && y >= 0 && y < down.Count;
                Assert.Equal(kept ? Exact(image, across, x, down, y, channel, spec.Interpolation) : spec.FillColor / 255.0, found[i], 1e-5);
            }
        }, iter: 300);

    [Fact]
    public void ATrainingWindowIsResizedAsTheImageThatItShows() =>
        Gen.Select(images, Gen.Int[1, 20]).Sample((image, side) =>
        {
            Window window = new(image.Width / 3, image.Height / 4, (image.Width + 1) / 2, (image.Height + 1) / 2);
            byte[] part = [.. Enumerable.Range(window.Y, window.Height).SelectMany(row =>
                image.Pixels.Skip(((row * image.Width) + window.X) * 3).Take(window.Width * 3))];
            Assert.Equal(Fit(new(part, window.Width, window.Height), Plain(side, Interpolation.Bilinear)), Resize(image, window, side));
        }, iter: 100);

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Bicubic)]
    public void TheSameSizeChangesNothing(Interpolation interpolation)
    {
        byte[] bytes = [.. Enumerable.Range(0, 5 * 5 * 3).Select(i => (byte)(i * 3))];
        float[] found = Fit(new(bytes, 5, 5), Plain(5, interpolation));
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

    [Fact]
    public void AConstantImageStaysConstant() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Byte, specs).Sample((width, height, shade, spec) =>
        {
            byte[] bytes = new byte[width * height * 3];
            Array.Fill(bytes, shade);
            Assert.All(Fit(new(bytes, width, height), spec with { FillColor = shade }), value => Assert.Equal(shade / 255f, value, 1e-5));
        });

    [Fact]
    public void BilinearColorsLieBetweenTheImages() =>
        Gen.Select(images, Gen.Int[1, 20]).Sample((image, side) =>
        {
            byte[] used = image.Pixels[..(image.Width * image.Height * 3)];
            float least = (used.Min() / 255f) - 1e-5f, most = (used.Max() / 255f) + 1e-5f;
            Assert.All(Fit(image, Plain(side, Interpolation.Bilinear)), value => Assert.InRange(value, least, most));
        });

    [Fact]
    public void AMirroredImageBecomesTheMirroredSquare() =>
        Gen.Select(images, Gen.Int[1, 20], Gen.Enum<Interpolation>()).Sample((image, side, interpolation) =>
        {
            int length = image.Width * image.Height;
            byte[] turned = [.. Enumerable.Range(0, length * 3).Select(i => image.Pixels[((length - 1 - (i / 3)) * 3) + (i % 3)])];
            PreprocessSpec spec = Plain(side, interpolation);
            float[] found = Fit(image, spec), mirrored = Fit(new(turned, image.Width, image.Height), spec);
            for (int i = 0; i < side * side; i++)
            {
                Assert.Equal(found[i], mirrored[(side * side) - 1 - i], 1e-5);
            }
        });

    [Theory]
    [InlineData(60_000, 1)]
    [InlineData(1, 60_000)]
    public void TheMiddleOfAThreadIsFoundWithoutResizingAllOfIt(int width, int height)
    {
        byte[] bytes = new byte[60_000 * 3];
        Array.Fill(bytes, (byte)255, 30_000 * 3, 30_000 * 3);
        float[] found = Fit(new(bytes, width, height), new() { Resolution = 8, Resize = ResizeMode.Shortest, Interpolation = Interpolation.Bicubic, Mean = default, Std = new(1, 1, 1) });

        // Of 480,000 resized pixels the 8 on both sides of the edge in the middle, which a cubic rounds off.
        for (int i = 0; i < 8; i++)
        {
            double exact = Kernels.Blend(60_000, 480_000, 239_996 + i, Interpolation.Bicubic, j => j < 30_000 ? 0 : 1);
            Assert.Equal(Cut(exact), found[width > height ? i : i * 8], 1e-5);
        }
    }

    private static double Exact(RgbImage image, AxisFit across, int x, AxisFit down, int y, int channel, Interpolation interpolation) =>
        Cut(Kernels.Blend(image.Height, down.Resized, down.Skip + y, interpolation, row =>
            Cut(Kernels.Blend(image.Width, across.Resized, across.Skip + x, interpolation, column =>
                image.Pixels[(((row * image.Width) + column) * 3) + channel] / 255.0))));

    private static double Cut(double color) => Math.Clamp(color, 0, 1);

    private static PreprocessSpec Plain(int side, Interpolation interpolation) =>
        new() { Resolution = side, Interpolation = interpolation, Mean = default, Std = new(1, 1, 1) };

    private static float[] Fit(RgbImage image, PreprocessSpec spec)
    {
        float[] target = new float[3 * spec.Resolution * spec.Resolution];
        EvalImage.Write(image, spec, target);
        return target;
    }

    private static float[] Resize(RgbImage image, Window window, int side)
    {
        float[] target = new float[3 * side * side];
        Resampler.Resize(image, window, side, target);
        return target;
    }
}
