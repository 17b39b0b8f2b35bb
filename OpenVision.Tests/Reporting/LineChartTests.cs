using OpenVision.Reporting;
using SkiaSharp;

namespace OpenVision.Tests.Reporting;

public sealed class LineChartTests
{
    private static readonly ChartPanel falling = new(
        "loss", [new("total", [.. Enumerable.Range(1, 100).Select(i => new ChartPoint(i, 10.0 / i))])]);

    [Fact]
    public void PictureHasTheSizeAskedForAndIsTheSameEveryTime()
    {
        byte[] png = LineChart.Render([falling, falling, falling], 900, 500);
        using SKBitmap picture = SKBitmap.Decode(png);
        Assert.Equal((900, 500), (picture.Width, picture.Height));
        Assert.Equal(png, LineChart.Render([falling, falling, falling], 900, 500));
    }

    [Fact]
    public void CurveScaleSmoothingMarkersAndNamesAreSeen()
    {
        ChartPanel[] panels =
        [
            falling,
            falling with { Title = "loss, too" },
            falling with { Series = [] },
            falling with { Series = [falling.Series[0] with { Name = "caption" }] },
            falling with { Logarithmic = true },
            falling with { Smoothing = 0.9 },
            falling with { Markers = [new(50, "finetune")] },
        ];
        Assert.Equal(panels.Length, panels.Select(panel => Convert.ToHexString(LineChart.Render([panel], 400, 300))).Distinct().Count());
    }

    [Fact]
    public void SingleValueIsSeen()
    {
        ChartPanel one = falling with { Series = [new("total", [new(1, 1)])] };
        ChartPanel none = falling with { Series = [new("total", [new(1, double.NaN)])] };
        Assert.NotEqual(Ink(one), Ink(none));

        static int Ink(ChartPanel panel)
        {
            using SKBitmap picture = SKBitmap.Decode(LineChart.Render([panel], 400, 300));
            return picture.Pixels.Count(pixel => pixel.Blue > pixel.Red + 60);
        }
    }

    [Theory]
    [InlineData(double.NaN, double.PositiveInfinity)]
    [InlineData(double.MinValue, double.MaxValue)]
    [InlineData(0, double.Epsilon)]
    [InlineData(5, 5)]
    public void StrangeValuesAreDrawnWithoutFailing(double one, double other)
    {
        foreach (bool logarithmic in (bool[])[false, true])
        {
            ChartPanel panel = new("strange", [new("a", [new(0, one), new(1, other)]), new("b", [new(one, 1), new(other, 2)])])
            {
                Logarithmic = logarithmic,
                Smoothing = 0.5,
            };
            Assert.NotEmpty(LineChart.Render([panel], 200, 150));
        }
    }

    [Fact]
    public void NoPanelsMakeABlankPicture() => Assert.NotEmpty(LineChart.Render([], 100, 100));

    [Fact]
    public void SavingReplacesThePictureAndLeavesNothingBeside()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["curves.png"], "old");
        LineChart.Save(folder["curves.png"], [falling], 200, 150);
        Assert.Equal([folder["curves.png"]], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(LineChart.Render([falling], 200, 150), File.ReadAllBytes(folder["curves.png"]));
    }

    [Fact]
    public void FileThatCannotBeWrittenIsNamed()
    {
        using TemporaryFolder folder = new();
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => LineChart.Save(folder["missing/curves.png"], [falling]));
        Assert.StartsWith($"The picture '{folder["missing/curves.png"]}' could not be written:", error.Message, StringComparison.Ordinal);
    }
}
