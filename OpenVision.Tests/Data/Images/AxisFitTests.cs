using CsCheck;
using OpenVision.Data.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>Sizes and places of resized images as torchvision and open_clip round them.</summary>
public sealed class AxisFitTests
{
    // The long side is int(side * long / short), the first pixel kept int(round((long - side) / 2.0)) with halves to even.
    [Theory]
    [InlineData(640, 480, 224, 298, 37)]
    [InlineData(500, 333, 224, 336, 56)]
    [InlineData(225, 224, 224, 225, 0)]
    [InlineData(227, 224, 224, 227, 2)]
    [InlineData(229, 224, 224, 229, 2)]
    [InlineData(3, 1, 5, 15, 5)]
    [InlineData(65_535, 1, 224, 14_679_840, 7_339_808)]
    public void TheShortSideIsResizedAndTheMiddleKept(int longer, int shorter, int side, int resized, int skip)
    {
        AxisFit along = new(resized, skip, side, 0);
        Assert.Equal((along, AxisFit.Whole(side)), AxisFit.Of(longer, shorter, new() { Resolution = side, Resize = ResizeMode.Shortest, Interpolation = Interpolation.Bicubic }));
        Assert.Equal((AxisFit.Whole(side), along), AxisFit.Of(shorter, longer, new() { Resolution = side, Resize = ResizeMode.Shortest, Interpolation = Interpolation.Bicubic }));
    }

    // The short side is round(short / (long / side)), the padding before it half of what is missing, rounded down.
    [Theory]
    [InlineData(640, 480, 224, 168, 28)]
    [InlineData(500, 333, 224, 149, 37)]
    [InlineData(8, 1, 4, 1, 1)]
    [InlineData(1000, 1, 224, 1, 111)]
    public void TheLongSideIsResizedAndTheShortOnePadded(int longer, int shorter, int side, int resized, int place)
    {
        AxisFit across = new(resized, 0, resized, place);
        PreprocessSpec spec = new() { Resolution = side, Resize = ResizeMode.Longest };
        Assert.Equal((AxisFit.Whole(side), across), AxisFit.Of(longer, shorter, spec));
        Assert.Equal((across, AxisFit.Whole(side)), AxisFit.Of(shorter, longer, spec));
    }

    [Fact]
    public void WhatIsKeptLiesInTheResizedImageAndInTheSquare() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Int[1, 500], Gen.Enum<ResizeMode>()).Sample((width, height, side, resize) =>
        {
            (AxisFit across, AxisFit down) = AxisFit.Of(width, height, new() { Resolution = side, Resize = resize });
            Assert.All([across, down], fit =>
            {
                Assert.True(fit.Skip >= 0 && fit.Count >= 1 && fit.Place >= 0);
                Assert.InRange(fit.Skip + fit.Count, 1, fit.Resized);
                Assert.InRange(fit.Place + fit.Count, 1, side);
            });
            Assert.Contains(side, new[] { across.Resized, down.Resized });
        });
}
