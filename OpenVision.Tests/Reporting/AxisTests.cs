using CsCheck;
using OpenVision.Reporting;

namespace OpenVision.Tests.Reporting;

public sealed class AxisTests
{
    [Fact]
    public void LinearTicksAreRound() =>
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], new Axis(0, 1, false).Ticks(5).Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void LogarithmicTicksAreDecadesOverAWideRangeAndFinerOverANarrowOne()
    {
        Assert.Equal([1e-5, 1e-4, 1e-3, 1e-2, 1e-1], new Axis(1e-5, 0.5, true).Ticks(6).Select(tick => double.Round(tick, 9)));
        Assert.Equal([0.5, 1, 2, 5, 10, 20], new Axis(0.4, 30, true).Ticks(6));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.25, "0.25")]
    [InlineData(1500, "1.5k")]
    [InlineData(-2_000_000, "-2M")]
    [InlineData(0.00003, "3e-5")]
    [InlineData(12_800_000_000, "12.8G")]
    public void LabelsAreShort(double value, string expected) => Assert.Equal(expected, Axis.Label(value));

    [Fact]
    public void AxisHoldsEveryValueItCanShow() =>
        Gen.Select(Gen.Double.Array[0, 8], Gen.Bool, Gen.Double[0, 0.2]).Sample((values, logarithmic, margin) =>
        {
            Axis axis = Axis.Around(values, logarithmic, margin);
            Assert.True(double.IsFinite(axis.Low) && double.IsFinite(axis.High) && axis.Low < axis.High);
            Assert.All(values.Where(axis.Shows), value => Assert.InRange(axis.Place(value), -1e-9, 1 + 1e-9));
            Assert.InRange(axis.Ticks(6).Count, 0, 40);
        });
}
