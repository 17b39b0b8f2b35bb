using OpenVision.Evaluation;

namespace OpenVision.Tests.Evaluation;

public class CaptionTallyTests
{
    [Theory]
    [InlineData("A red circle, above a BLUE star.", "red circle", true)]
    [InlineData("A red circle, above a BLUE star.", "blue star", true)]
    [InlineData("A red circle, above a BLUE star.", "red star", false)]
    [InlineData("A red circle, above a BLUE star.", "circle red", false)]
    [InlineData("a reddish circle", "red circle", false)]
    [InlineData("circle", "red circle", false)]
    [InlineData("", "red circle", false)]
    [InlineData("a red circle", "", false)]
    public void PhraseIsSaidWhenItsWordsStandTogether(string caption, string phrase, bool expected) =>
        Assert.Equal(expected, CaptionWords.Says(CaptionWords.Of(caption), CaptionWords.Of(phrase)));

    [Fact]
    public void NamedIsTheShareOfPhrasesAndExactTheShareOfCaptions()
    {
        CaptionTally tally = new();
        tally.Add("a red circle and a blue star .", "A red circle and a blue star.", ["red circle", "blue star"]);
        tally.Add("a red square", "a green square", ["green square"]);

        Assert.Equal(2.0 / 3, tally.Metrics()["named"]);
        Assert.Equal(0.5, tally.Metrics()["exact"]);
    }

    [Fact]
    public void WithoutPhrasesOnlyWholeCaptionsAreCompared()
    {
        CaptionTally tally = new();
        tally.Add("a bag", "a bag", []);

        Assert.Equal(["exact"], tally.Metrics().Keys);
    }
}
