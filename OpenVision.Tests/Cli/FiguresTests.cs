using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(12, "12")]
    [InlineData(999.6, "1 k")]
    [InlineData(5_561_088, "5.56 M")]
    [InlineData(2.52e9, "2.52 G")]
    [InlineData(3e21, "3 Z")]
    public void ShortFiguresHaveThreeDigits(double value, string expected) => Assert.Equal(expected, Figures.Short(value));

    [Fact]
    public void TimesCountHours() => Assert.Equal("49:05:06", Figures.Time(new TimeSpan(2, 1, 5, 6)));
}
