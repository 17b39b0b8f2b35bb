using OpenVision.Reporting;

namespace OpenVision.Tests.Reporting;

public sealed class CurvesTests
{
    [Fact]
    public void RunningMeanOfAConstantIsTheConstantFromTheFirstValueOn() =>
        Assert.All(Curves.Smooth([.. Enumerable.Range(0, 9).Select(i => new ChartPoint(i, 3))], 0.9), point => Assert.Equal(3, point.Y, 12));

    [Fact]
    public void RunningMeanWeighsThePast()
    {
        // (0.25 x 0 + 0.5 x 3) : 0.75 and (0.125 x 0 + 0.25 x 3 + 0.5 x 7.25) : 0.875.
        IReadOnlyList<ChartPoint> smooth = Curves.Smooth([new(0, 0), new(1, 3), new(2, 7.25)], 0.5);
        Assert.Equal([0, 2, 5], smooth.Select(point => Math.Round(point.Y, 12)));
    }

    [Fact]
    public void ValuesThatAreNotFiniteStayAGap()
    {
        IReadOnlyList<ChartPoint> smooth = Curves.Smooth([new(0, 1), new(1, double.NaN), new(2, 1)], 0.5);
        Assert.Equal([1, double.NaN, 1], smooth.Select(point => point.Y));
    }

    [Fact]
    public void ThinnedCurveKeepsPeaksAndIsShort()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 100_000).Select(i => new ChartPoint(i, i == 54_321 ? 9 : i == 7_654 ? -9 : 0))];
        ChartPoint[] thin = [.. Curves.Thin(points, Axis.Around(points.Select(point => point.X), false, 0), 500)];
        Assert.InRange(thin.Length, 500, 2004);
        Assert.Contains(points[54_321], thin);
        Assert.Contains(points[7_654], thin);
        Assert.Equal(thin.OrderBy(point => point.X), thin);
    }
}
