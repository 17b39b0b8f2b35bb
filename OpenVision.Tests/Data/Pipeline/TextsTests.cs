using OpenVision.Data.Pipeline;
using OpenVision.Numerics;

namespace OpenVision.Tests.Data.Pipeline;

public sealed class TextsTests
{
    private static readonly CaptionPair Captions = new("A web caption", "A cat sits. It sleeps! The sun shines.");

    [Fact]
    public void ASentenceIsOneOfTheCaptions() =>
        Assert.Equal(["A cat sits", "It sleeps", "The sun shines"], Picks(Texts.Sentence()));

    [Fact]
    public void APassageIsARunOfSentences() => Assert.Equal(
        ["A cat sits.", "A cat sits. It sleeps.", "A cat sits. It sleeps. The sun shines.", "It sleeps.", "It sleeps. The sun shines.", "The sun shines."],
        Picks(Texts.Passage()));

    [Fact]
    public void TheWholeIsTheCaption() => Assert.Equal(["A cat sits. It sleeps! The sun shines."], Picks(Texts.Whole()));

    [Theory]
    [InlineData(null, "a b. c.", "a b. c.", "a b. c.")]
    [InlineData("", "a b. c.", "", "a b. c.")]
    [InlineData("web", null, "web", "web")]
    [InlineData("web", "  ", "web", "web")]
    public void AMissingCaptionIsReplacedByTheOther(string? web, string? synthetic, string webText, string whole)
    {
        Draw draw = new(1);
        Assert.Equal(webText, Texts.WebCaption().Apply(new(web, synthetic), ref draw));
        Assert.Equal(whole, Texts.Whole().Apply(new(web, synthetic), ref draw));
    }

    [Fact]
    public void ACaptionWithoutASentencePicksTheWebCaptionAndDrawsNothing()
    {
        Draw draw = new(1), untouched = new(1);
        Assert.Equal("web", Texts.Sentence().Apply(new("web", " .!. "), ref draw));
        Assert.Equal("web", Texts.Passage().Apply(new("web", null), ref draw));
        Assert.Equal(untouched.Bits(), draw.Bits());
    }

    [Fact]
    public void TextsAreWrittenSmallAndReplaced()
    {
        Draw draw = new(1);
        Step<CaptionPair, string> steps = Texts.WebCaption() | Texts.Lower() | Texts.Replace("web ", "");
        Assert.Equal("a caption", steps.Apply(Captions, ref draw));
        Assert.Equal("WebCaption | Lower | Replace(web , )", steps.Name);
    }

    private static SortedSet<string> Picks(Step<CaptionPair, string> step)
    {
        Draw draw = new(1);
        SortedSet<string> picks = new(StringComparer.Ordinal);
        for (int i = 0; i < 200; i++)
        {
            picks.Add(step.Apply(Captions, ref draw));
        }

        return picks;
    }
}
