using OpenVision.Reporting;
using SkiaSharp;

namespace OpenVision.Tests.Reporting;

public sealed class CaptionSheetTests
{
    private static readonly byte[] blue = Picture.Draw(40, 20, canvas => canvas.Clear(new SKColor(0, 0, 255)));
    private static readonly CaptionExample example = new(blue, "a red circle.", "a red star.", [("red circle", false)]);

    [Fact]
    public void SheetGrowsWithItsRowsAndIsTheSameEveryTime()
    {
        using SKBitmap one = SKBitmap.Decode(CaptionSheet.Render("t", [example]));
        using SKBitmap three = SKBitmap.Decode(CaptionSheet.Render("t", [example, example, example]));
        Assert.Equal(1600, one.Width);
        Assert.True(three.Height > one.Height + 200);
        Assert.Equal(CaptionSheet.Render("t", [example]), CaptionSheet.Render("t", [example]));
    }

    [Fact]
    public void PictureIsShown() => Assert.True(Count(example, pixel => pixel is { Blue: > 250, Red: < 5 }) > 208 * 100);

    [Fact]
    public void WrongWordsAndMissedPhrasesAreRedAndRightOnesGreen()
    {
        CaptionExample right = example with { Decoded = example.Reference, Phrases = [("red circle", true)] };
        CaptionExample wrong = example with { Decoded = "two blue hearts", Phrases = [("red circle", false)] };
        Assert.Equal((0, true), (Count(right, IsRed), Count(right, IsGreen) > 100));
        Assert.Equal((true, 0), (Count(wrong, IsRed) > 100, Count(wrong, IsGreen)));

        static bool IsRed(SKColor pixel) => pixel.Red > pixel.Green + 90 && pixel.Red > pixel.Blue + 90;
        static bool IsGreen(SKColor pixel) => pixel.Green > pixel.Red + 60 && pixel.Green > pixel.Blue + 20;
    }

    [Fact]
    public void HostilePictureAndTextAreDrawnWithoutFailing()
    {
        string words = string.Concat(Enumerable.Repeat("w\u00f6rd\u0000 ", 5000));
        CaptionExample hostile = new(new byte[] { 0xFF, 0xD8, 0xFF }, words, words, [.. Enumerable.Repeat((words, true), 50)]);
        CaptionExample cut = hostile with { Image = blue.AsMemory(0, blue.Length / 2) };
        Assert.NotEmpty(CaptionSheet.Render(words, [hostile, cut, hostile with { Image = default }]));
    }

    [Theory]
    [InlineData("a big red circle.", "a red circle and a star", "111000")]
    [InlineData("a red circle. a star.", "a star", "11")]
    [InlineData("red, blue.", "BLUE red", "10")]
    [InlineData("", "a", "0")]
    [InlineData("a", "", "")]
    public void WordsMatchInOrder(string reference, string decoded, string expected)
    {
        bool[] matches = WordMatch.Of(Words(reference), Words(decoded));
        Assert.Equal(expected.Count(mark => mark == '1'), matches.Count(match => match));
        Assert.Equal(expected.Length, matches.Length);

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int Count(CaptionExample example, Func<SKColor, bool> condition)
    {
        using SKBitmap picture = SKBitmap.Decode(CaptionSheet.Render("t", [example]));
        return picture.Pixels.Count(condition);
    }
}
