using CsCheck;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>What holds of every step, however it is joined to others.</summary>
public sealed class StepTests
{
    private static readonly Gen<Step<Planes, Planes>> AnyStep = Gen.OneOf(
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Select((strength, share) => Steps.ColorJitter(strength, share)),
        Gen.Double[0, 1].Select(share => Steps.Greyscale(share)),
        Gen.Double[0, 1].Select(share => Steps.Flip(share)),
        Gen.Double[0, 1].Select(share => Step.Sometimes(share, Steps.ColorJitter() | Steps.Flip())),
        Gen.Const(Step.Random<Planes, Planes>("noise", (planes, ref draw) =>
        {
            foreach (ref float value in planes.Values)
            {
                value = Math.Clamp(value + (float)draw.Between(-0.1, 0.1), 0, 1);
            }

            return planes;
        })));

    private static readonly Gen<RgbImage> AnyImage = Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24]).SelectMany(
        (width, height) => Gen.Byte.Array[width * height * 3].Select(pixels => new RgbImage(pixels, width, height)));

    [Fact]
    public void JoiningIsAssociative() => Gen.Select(AnyStep, AnyStep, AnyStep, AnyImage, Gen.ULong).Sample((first, second, third, image, seed) =>
    {
        Step<RgbImage, Planes> left = Steps.RandomCrop(6) | first | second | third;
        Step<RgbImage, Planes> right = Steps.RandomCrop(6) | (first | (second | third));
        Draw after = new(seed), afterToo = new(seed);
        Assert.Equal(left.Apply(image, ref after).Values.ToArray(), right.Apply(image, ref afterToo).Values.ToArray());
        Assert.Equal(after.Bits(), afterToo.Bits());
        Assert.Equal(left.Name, right.Name);
    });

    [Fact]
    public void AJoinedStepIsTheOneAfterTheOther() => Gen.Select(AnyStep, AnyStep, AnyImage, Gen.ULong).Sample((first, second, image, seed) =>
    {
        Draw joined = new(seed), apart = new(seed);
        Planes cropped = Steps.RandomCrop(6).Apply(image, ref apart);
        float[] expected = second.Apply(first.Apply(cropped, ref apart), ref apart).Values.ToArray();
        Assert.Equal(expected, (Steps.RandomCrop(6) | first | second).Apply(image, ref joined).Values.ToArray());
    });

    [Fact]
    public void TheSameImageAndDrawsGiveTheSameAndLeaveTheImageAlone() => Gen.Select(AnyStep, AnyImage, Gen.ULong).Sample((step, image, seed) =>
    {
        byte[] before = [.. image.Pixels];
        Step<RgbImage, Pixels> steps = Steps.RandomCrop(6) | step | Steps.Normalize();
        Draw once = new(seed), again = new(seed);
        Assert.Equal(steps.Apply(image, ref once).Values.ToArray(), steps.Apply(image, ref again).Values.ToArray());
        Assert.Equal(before, image.Pixels);
    });

    [Fact]
    public void TwoPicturesOfOneImageDoNotShareTheirRoom()
    {
        RgbImage image = new([.. Enumerable.Range(0, 4 * 4 * 3).Select(i => (byte)(5 * i))], 4, 4);
        StepContext context = new(new Draw(3), new float[3 * 2 * 2]);
        (Planes first, Planes second) = Step.Both(Steps.RandomCrop(2, minArea: 0.1), Steps.RandomCrop(2, minArea: 0.1)).Apply(image, ref context);
        Assert.NotEqual(first.Values.ToArray(), second.Values.ToArray());
    }

    [Fact]
    public void NamesSayTheStepsAndTheirSettings() => Assert.Equal(
        "RandomCrop(8, 0.4, 1, 0.75) | Sometimes(0.5, Flip(1) | mine) | Normalize(Clip)",
        (Steps.RandomCrop(8) | Step.Sometimes(0.5, Steps.Flip(1) | Step.Of<Planes, Planes>("mine", planes => planes)) | Steps.Normalize(ColorStatistics.Clip)).Name);

    [Fact]
    public void AStepThatThrowsIsToldByItsName()
    {
        Step<string, int> steps = Texts.Lower() | Step.Of<string, int>("digits", int.Parse);
        OpenVisionException error = Assert.Throws<OpenVisionException>(() =>
        {
            Draw draw = new(1);
            steps.Apply("ABC", ref draw);
        });
        Assert.Equal("The step 'digits' of the data pipeline failed: The input string 'abc' was not in a correct format. Correct the step.", error.Message);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public void AStepThatMakesNothingIsToldByItsName()
    {
        OpenVisionException error = Assert.Throws<OpenVisionException>(() =>
        {
            Draw draw = new(1);
            Step.Of<string, string>("lost", _ => null!).Apply("a", ref draw);
        });
        Assert.Equal("The step 'lost' of the data pipeline failed: It made nothing (null). Correct the step.", error.Message);
    }
}
