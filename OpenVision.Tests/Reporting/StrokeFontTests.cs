using OpenVision.Reporting;
using SkiaSharp;

namespace OpenVision.Tests.Reporting;

public sealed class StrokeFontTests
{
    private static readonly char[] printable = [.. Enumerable.Range(32, 95).Select(code => (char)code)];

    [Fact]
    public void EveryPrintableCharacterHasALookOfItsOwn()
    {
        Assert.Equal(printable.Length, StrokeGlyphs.Table.Count);
        Assert.Equal(printable.Length, printable.Select(character => Look(character.ToString())).Distinct().Count());
    }

    [Fact]
    public void AnyOtherCharacterIsAnEmptyFrame()
    {
        Assert.Equal(Look("\u00e9"), Look("\u2713"));
        Assert.Equal(Look("\n"), Look("\u007f"));
        Assert.DoesNotContain(Look("\u00e9"), printable.Select(character => Look(character.ToString())));
    }

    [Fact]
    public void TextFillsTheWidthThatIsMeasured()
    {
        const float height = 40;
        float width = StrokeFont.Measure("HmH", height);
        using SKBitmap picture = SKBitmap.Decode(Picture.Draw(
            400, 100, canvas => StrokeFont.Write(canvas, "HmH", 20, 70, height, SKColors.Black, weight: 0.1f)));
        int[] columns = [.. Enumerable.Range(0, 400).Where(x => Enumerable.Range(0, 100).Any(y => picture.GetPixel(x, y).Red < 128))];
        Assert.InRange(columns[0], 17, 20);
        Assert.InRange(columns[^1], 20 + width - 1, 20 + width + 3);
    }

    [Fact]
    public void MiddleAndRightAreWhereTheyAreSaidToBe()
    {
        Assert.Equal(0, StrokeFont.Measure("", 10));
        string left = Draw(20, SKTextAlign.Left);
        Assert.Equal(left, Draw(20 + (StrokeFont.Measure("ab", 24) / 2), SKTextAlign.Center));
        Assert.Equal(left, Draw(20 + StrokeFont.Measure("ab", 24), SKTextAlign.Right));

        static string Draw(float x, SKTextAlign align) => Convert.ToHexString(
            Picture.Draw(100, 60, canvas => StrokeFont.Write(canvas, "ab", x, 40, 24, SKColors.Black, align: align)));
    }

    private static string Look(string text) => Convert.ToHexString(
        Picture.Draw(40, 40, canvas => StrokeFont.Write(canvas, text, 8, 28, 18, SKColors.Black)));
}
